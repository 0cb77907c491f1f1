-- Scanners that have requests to claim and are not held: a step into the index for each, past what is leased, however many requests there are.
SELECT s.name
FROM scanner s
WHERE EXISTS (
    SELECT FROM request q
    WHERE q.scanner = s.name AND q.state = 'waiting' AND q.due_at <= statement_timestamp()
        AND (q.claim IS NULL OR coalesce(q.leased_until, '-infinity') <= statement_timestamp())
)
AND NOT EXISTS (SELECT FROM held h WHERE h.scanner IS NULL OR h.scanner = s.name)
