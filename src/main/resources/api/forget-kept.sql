-- What is older than a day; others may be at it.
DELETE FROM orchestratorm8.kept_answer WHERE (caller, key) IN (
    SELECT k.caller, k.key FROM orchestratorm8.kept_answer k
    WHERE k.at < clock_timestamp() - interval '1 day' ORDER BY k.at LIMIT 1000 FOR UPDATE SKIP LOCKED)
