-- Scanners that have requests to claim: one step into the index for each, however many requests there are.
SELECT s.name
FROM scanner s
WHERE EXISTS (
    SELECT FROM request q
    WHERE q.scanner = s.name AND q.state = 'waiting' AND q.due_at <= statement_timestamp()
)
