-- caller, key
SELECT fingerprint, status, answer FROM orchestratorm8.kept_answer WHERE caller = ? AND key = ?
