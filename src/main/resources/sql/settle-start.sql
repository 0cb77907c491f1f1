-- Writes what became of a ring start for every request that it stands for, each row only if a claim still holds it. Those that come while a
-- token is on its way are held without a time, until next-round.sql finds that a round covers them, or that there is none.
WITH mine AS (
    SELECT r.id FROM request r
    WHERE r.claim = ANY (:#${body.claims}::uuid[]) AND r.scanner = :#scanner AND r.state = 'waiting'
    FOR UPDATE OF r SKIP LOCKED
)
UPDATE request r
SET state = CASE WHEN :#${body.verdict} IN ('accepted', 'already waiting') THEN 'done' ELSE 'waiting' END,
    claim = NULL,
    due_at = CASE
        WHEN :#${body.verdict} IN ('accepted', 'already waiting') THEN r.due_at
        WHEN :#${body.verdict} = 'released' THEN clock_timestamp()
        WHEN :#${body.verdict} = 'ring busy' THEN 'infinity'
        ELSE clock_timestamp() + make_interval(secs => least(:#retryMaximum, :#retryDelay * 2 ^ least(r.attempt - 1, 30)))
    END,
    attempt = r.attempt - (:#${body.verdict} IN ('released', 'ring busy'))::int,
    repeats = r.repeats + (:#${body.verdict} = 'unknown')::int,
    receipt = CASE WHEN :#${body.verdict} IN ('failed', 'not sent', 'released') THEN r.receipt ELSE :#${body.verdict} END,
    receipt_at = clock_timestamp(),
    accepted_at = CASE WHEN :#${body.verdict} = 'accepted' THEN clock_timestamp() ELSE r.accepted_at END,
    first_error = CASE WHEN :#${body.verdict} IN ('already waiting', 'ring busy') THEN r.first_error ELSE coalesce(r.first_error, :#${body.error}) END,
    last_error = CASE WHEN :#${body.verdict} = 'already waiting' THEN NULL ELSE :#${body.error} END
FROM mine m
WHERE r.id = m.id
