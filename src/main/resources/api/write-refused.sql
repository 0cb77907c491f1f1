-- who, action, object, detail
SELECT orchestratorm8.write_audit(?, 'api', ?, ?, 'refused', ?)
