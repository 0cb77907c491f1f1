-- Leases a batch of due requests to this claim and reads the domains as they are now.
-- Rows that another claim or a writer holds at this moment are passed over, so this never waits.
-- A style that answers many requests with one message lets a pass over all domains come to its end first.
UPDATE request r
SET claim = :#claim::uuid,
    due_at = clock_timestamp() + make_interval(secs => :#lease),
    attempt = r.attempt + 1,
    repeats = r.repeats + due.lapsed::int
FROM (
    SELECT q.id, q.claim IS NOT NULL AS lapsed, d.name, d.companyname, d.enabled
    FROM request q
    LEFT JOIN cptm8domain d ON d.id = q.domain_id
    WHERE q.scanner = :#scanner AND q.state = 'waiting' AND q.due_at <= clock_timestamp()
        AND NOT (:#whole AND EXISTS (SELECT FROM scanner s WHERE s.name = :#scanner AND s.walk_reason IS NOT NULL))
    ORDER BY q.due_at, q.id
    LIMIT :#batch
    FOR UPDATE OF q SKIP LOCKED
) due
WHERE r.id = due.id
RETURNING r.id AS request, r.generation, r.domain_id AS id, due.name, due.companyname,
    coalesce(due.enabled, false) AS enabled, due.lapsed,
    (extract(epoch FROM clock_timestamp() - r.requested_at) * 1000)::bigint AS waited_ms
