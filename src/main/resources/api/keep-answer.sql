-- status, answer, caller, key
UPDATE orchestratorm8.kept_answer SET status = ?, answer = ? WHERE caller = ? AND key = ?
