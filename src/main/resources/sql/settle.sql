-- Writes what became of a claimed batch, each row only if the claim still holds it.
-- A row that somebody has locked at this moment is passed over: a writer, or another's claim that came too late for it.
-- Answers which rows were written, and which were passed over while the claim still holds them.
WITH outcome AS (
    SELECT * FROM unnest(:#${body.requests}::bigint[], :#${body.verdicts}::text[], :#${body.errors}::text[])
        AS o(request, verdict, error)
), mine AS (
    SELECT r.id
    FROM request r
    -- By an array, which the planner takes for short whatever the batch is: with a join it reads the whole table.
    WHERE r.id = ANY (ARRAY(SELECT request FROM outcome)) AND r.claim = :#claim::uuid
    FOR UPDATE OF r SKIP LOCKED
), written AS (
    UPDATE request r
    SET state = CASE
            WHEN m.verdict = 'parked' THEN 'parked'
            -- A wish begins anew with attempt, so what was counted before it does not count.
            WHEN m.verdict = 'not sent' AND least(r.not_sent, r.attempt - 1) + 1 >= :#attempts THEN 'parked'
            WHEN m.verdict = 'cancelled' THEN 'cancelled'
            WHEN m.verdict = 'accepted' OR (m.verdict = 'already waiting' AND :#waitingSatisfies) THEN 'done'
            ELSE 'waiting'
        END,
        claim = NULL,
        due_at = CASE
            WHEN m.verdict IN ('unroutable', 'unknown', 'failed', 'not sent') OR (m.verdict = 'already waiting' AND NOT :#waitingSatisfies)
            THEN clock_timestamp() + make_interval(secs => least(:#retryMaximum, :#retryDelay * 2 ^ least(r.attempt - 1, 30)))
            WHEN m.verdict = 'released' THEN clock_timestamp()
            ELSE r.due_at
        END,
        attempt = r.attempt - (m.verdict = 'released')::int,
        not_sent = CASE WHEN m.verdict = 'not sent' THEN least(r.not_sent, r.attempt - 1) + 1 ELSE r.not_sent END,
        repeats = r.repeats + (m.verdict = 'unknown')::int,
        receipt = CASE WHEN m.verdict IN ('accepted', 'already waiting', 'unroutable', 'unknown') THEN m.verdict ELSE r.receipt END,
        receipt_at = clock_timestamp(),
        accepted_at = CASE WHEN m.verdict = 'accepted' THEN clock_timestamp() ELSE r.accepted_at END,
        first_error = CASE WHEN m.error IS NULL THEN r.first_error ELSE coalesce(r.first_error, m.error) END,
        last_error = CASE WHEN m.verdict IN ('accepted', 'already waiting') THEN NULL ELSE coalesce(m.error, r.last_error) END
    FROM outcome m
    WHERE r.id = ANY (ARRAY(SELECT id FROM mine)) AND r.id = m.request
    RETURNING r.id, r.state = 'parked' AS parked
)
SELECT id AS request, true AS written, parked FROM written
UNION ALL
-- Looked for only when some are missing.
SELECT r.id, false, false FROM request r
WHERE (SELECT count(*) FROM mine) < (SELECT count(*) FROM outcome)
    AND r.id = ANY (ARRAY(SELECT request FROM outcome)) AND r.claim = :#claim::uuid
    AND r.id <> ALL (ARRAY(SELECT id FROM mine))
