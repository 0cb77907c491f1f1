-- Hands back what this claim holds: nobody waits for its lease to lapse.
-- A row that a writer is changing at this moment is passed over: waiting for it would cost all the others.
WITH mine AS (
    SELECT r.id FROM request r
    WHERE r.claim = ANY (?::uuid[]) AND r.state = 'waiting'
    FOR UPDATE OF r SKIP LOCKED
)
UPDATE request r SET claim = NULL, due_at = clock_timestamp(), attempt = greatest(r.attempt - 1, 0)
FROM mine m
WHERE r.id = m.id
