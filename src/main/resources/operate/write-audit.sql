SELECT orchestratorm8.write_audit(?, 'cli', ?, ?, ?, ?)
