-- What people did, the newest first.
SELECT id, at, who, via, action, object, outcome, detail FROM orchestratorm8.audit ORDER BY id DESC LIMIT ?
