-- Leases a batch of due requests to this claim and then reads their domains, as they are once the rows are held.
-- Of a scanner that is held, nothing: whoever has claimed before that finishes it.
-- Rows that another claim or a writer holds at this moment are passed over, so this never waits.
-- The index can be read to a time that stands still, not to the clock; a row that a writer asks for meanwhile is later than that.
-- A lease is in no index, which is what makes a claim cheap; so the few rows that are leased at the moment are met and left. A style that
-- answers many requests with one message may lease all of them before it settles one: it moves them out of the way instead. It also lets
-- a pass over all domains come to its end first.
WITH due AS MATERIALIZED (
    SELECT q.id, q.claim IS NOT NULL AS lapsed
    FROM request q
    WHERE q.scanner = :#scanner AND q.state = 'waiting' AND q.due_at <= clock_timestamp()
        AND q.due_at <= statement_timestamp() + interval '5 s'
        AND (q.claim IS NULL OR coalesce(q.leased_until, '-infinity') <= clock_timestamp())
        AND NOT EXISTS (SELECT FROM scanner s WHERE s.name = :#scanner AND (:#whole AND s.walk_reason IS NOT NULL
            OR EXISTS (SELECT FROM held h WHERE h.scanner IS NULL OR h.scanner = s.name)))
    ORDER BY q.due_at, q.id
    LIMIT :#batch
    FOR UPDATE OF q SKIP LOCKED
), claimed AS (
    UPDATE request r
    SET claim = :#claim::uuid,
        leased_until = clock_timestamp() + make_interval(secs => :#lease),
        due_at = CASE WHEN :#whole THEN clock_timestamp() + make_interval(secs => :#lease) ELSE r.due_at END,
        attempt = r.attempt + 1,
        repeats = r.repeats + (r.claim IS NOT NULL)::int
    -- By an array, which the planner takes for short whatever the batch is: with a join it reads the whole table.
    WHERE r.id = ANY (ARRAY(SELECT due.id FROM due))
    RETURNING r.id, r.generation, r.domain_id, r.requested_at
)
SELECT c.id AS request, c.generation, c.domain_id AS id, d.name, d.companyname,
    coalesce(d.enabled, false) AS enabled, due.lapsed,
    (extract(epoch FROM clock_timestamp() - c.requested_at) * 1000)::bigint AS waited_ms
FROM claimed c
JOIN due ON due.id = c.id
-- The array makes this wait until the last row is claimed.
LEFT JOIN domains_now((SELECT array_agg(k.domain_id) FROM claimed k)) d ON d.id = c.domain_id
