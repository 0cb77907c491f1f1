-- One token in a ring: requests that come while one is on its way are held for the next round, which covers them.

ALTER TABLE request DROP CONSTRAINT request_receipt_check;
ALTER TABLE request ADD CONSTRAINT request_receipt_check
    CHECK (receipt IN ('accepted', 'already waiting', 'unroutable', 'unknown', 'ring busy', 'covered')) NOT VALID;

-- Writes down a token that nobody has heard of, since the start of this scanner waits in its queue; null: somebody has, meanwhile.
CREATE FUNCTION adopt(found_at text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    which scanner;
BEGIN
    PERFORM ledger_lock();
    SELECT * INTO which FROM scanner s WHERE s.name = found_at AND s.ring IS NOT NULL;
    IF NOT FOUND OR EXISTS (SELECT FROM run r WHERE r.ring = which.ring AND r.ended_at IS NULL) THEN RETURN NULL; END IF;
    RETURN begin_hop(which.ring, NULL, 'unknown', found_at, NULL);
END $$;

ALTER TABLE run ADD COLUMN covered_at timestamptz;
COMMENT ON COLUMN run.covered_at IS 'When the last request that was held for this round was settled.';
CREATE INDEX run_uncovered ON run (ring, id) WHERE covered_at IS NULL;
CREATE INDEX hand_over_run ON hand_over (run, key);

-- The time in a message as RFC 3339 has it; null: it is none. It is a stranger's text, and PostgreSQL takes infinity for a time.
CREATE FUNCTION moment(said text) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE WHEN said ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.]\d+)?(Z|[+-]\d\d:\d\d)$' THEN said::timestamptz END;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
    RETURN NULL;
END $$;

-- The latest round of each ring that is not known to be covered, and when it was handed over to the ring's first scanner by another of it, by
-- that one's clock; null: nobody knows.
CREATE VIEW round AS
SELECT r.ring, max(r.id) AS run,
    max(CASE WHEN moment(o.said_at) < o.heard_at THEN moment(o.said_at) WHEN moment(o.said_at) IS NOT NULL THEN o.heard_at END) AS handed_over_at
FROM run r
JOIN scanner first ON first.name = r.ring
LEFT JOIN hand_over o ON o.run = r.id AND o.key = first.key
    AND EXISTS (SELECT FROM scanner giver WHERE giver.name = o.source AND giver.ring = r.ring)
WHERE r.covered_at IS NULL
GROUP BY r.ring;

-- Settles a page of the requests that were held for the next round of their ring: those that were seen before a round was handed over are
-- done, by a margin for the clocks of scanners; where no token is on its way any more, they are due. Answers how many of each; no row: there is
-- no more to do now. A request was seen when it was held, which is after it was committed and before anybody looks at its domain in that round.
CREATE FUNCTION next_round(margin interval, page int) RETURNS TABLE (scanner text, covered bigint, due bigint)
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    each record;
    idle boolean;
    done bigint := 0;
BEGIN
    FOR each IN
        SELECT s.name, s.ring, f.run, f.handed_over_at - margin AS until
        FROM scanner s LEFT JOIN round f ON f.ring = s.ring
        WHERE s.ring IS NOT NULL AND EXISTS (
            SELECT FROM request q WHERE q.scanner = s.name AND q.state = 'waiting' AND q.due_at = 'infinity')
    LOOP
        idle := NOT EXISTS (SELECT FROM run r WHERE r.ring = each.ring AND r.ended_at IS NULL);
        CONTINUE WHEN NOT idle AND each.until IS NULL;
        RETURN QUERY WITH held AS (
            SELECT q.id, coalesce(q.receipt_at < each.until, false) AS covered FROM request q
            WHERE q.scanner = each.name AND q.state = 'waiting' AND q.due_at = 'infinity' AND q.claim IS NULL
                AND (idle OR q.receipt_at < each.until)
            LIMIT page FOR UPDATE SKIP LOCKED
        ), settled AS (
        UPDATE request r
        SET state = CASE WHEN h.covered THEN 'done' ELSE 'waiting' END,
            due_at = clock_timestamp(),
            receipt = CASE WHEN h.covered THEN 'covered' ELSE r.receipt END,
            receipt_at = CASE WHEN h.covered THEN clock_timestamp() ELSE r.receipt_at END,
            accepted_at = CASE WHEN h.covered THEN clock_timestamp() ELSE r.accepted_at END,
            last_error = NULL
        FROM held h WHERE r.id = h.id
        RETURNING h.covered)
        SELECT each.name, count(*) FILTER (WHERE s.covered), count(*) FILTER (WHERE NOT s.covered) FROM settled s HAVING count(*) > 0;
        IF FOUND THEN done := done + 1; END IF;
    END LOOP;
    IF done = 0 THEN
        UPDATE run r SET covered_at = clock_timestamp() WHERE r.covered_at IS NULL AND r.id <= (SELECT f.run FROM round f WHERE f.ring = r.ring);
    END IF;
END $$;

-- Judges a hop that is under way, by the clock and by what its queue says: how many messages wait in it, -1 when that is not known, and
-- in words. Answers what has come to be, once: late; stuck, which is twice as long; restart, which is counted before anybody does it;
-- given up; merged, when it is stuck and another token of the ring is not; merge, when its start waits behind another of the same scanner, which
-- is one too many and may be taken out of the queue; null: nothing. Each restart is given twice the time of the one before. A hop whose message waits is not started again.
CREATE OR REPLACE FUNCTION judge(which bigint, waiting bigint, words text, floor interval, ceiling interval, most int)
RETURNS TABLE (event text, run bigint, ring text, scanner text, key text, minutes float8, usually float8, patience float8, restarts int, why text)
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    part  hop;
    at    scanner;
    bound interval;
    age   interval;
    what  text;
    other bigint;
BEGIN
    PERFORM ledger_lock();
    SELECT * INTO part FROM hop h WHERE h.id = which AND h.ended_at IS NULL;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO at FROM scanner s WHERE s.name = part.scanner;
    bound := hop_limit(part.scanner, floor, ceiling) * 2 ^ part.restarts;
    age := clock_timestamp() - coalesce(part.restarted_at, part.begun_at);
    -- Another token of the ring: at the same scanner and before this one, or anywhere and not stuck.
    SELECT h.run INTO other FROM hop h JOIN run r ON r.id = h.run
        WHERE r.ring = at.ring AND h.run <> part.run AND h.ended_at IS NULL AND h.state IS DISTINCT FROM 'stuck'
            AND (waiting = 0 OR h.scanner = part.scanner AND (h.begun_at, h.id) < (part.begun_at, part.id))
        ORDER BY h.id LIMIT 1;
    IF other IS NOT NULL AND (waiting > 0 OR waiting = 0 AND part.state = 'stuck') THEN
        what := CASE WHEN waiting > 0 THEN 'merge' ELSE 'merged' END;
        words := 'run ' || other || ' is on its way too';
        UPDATE hop h SET ended_at = clock_timestamp(), status = 'merged', state = NULL WHERE h.id = which;
        PERFORM end_run(part.run);
    ELSIF part.state IS NULL AND age > bound THEN
        what := 'late';
        UPDATE hop h SET state = 'late' WHERE h.id = which;
    ELSIF part.state = 'late' AND age > bound * 2 THEN
        what := 'stuck';
        UPDATE hop h SET state = 'stuck' WHERE h.id = which;
    ELSIF part.state = 'stuck' AND waiting = 0 AND part.restarts < most THEN
        what := 'restart';
        UPDATE hop h SET state = NULL, restarts = h.restarts + 1, restarted_at = clock_timestamp() WHERE h.id = which
            RETURNING h.restarts INTO part.restarts;
    ELSIF part.state = 'stuck' AND waiting = 0 THEN
        what := 'given up';
        UPDATE hop h SET ended_at = clock_timestamp(), status = 'given up', state = NULL WHERE h.id = which;
        PERFORM end_run(part.run);
    END IF;
    UPDATE hop h SET why = words WHERE h.id = which AND h.why IS DISTINCT FROM words;
    RETURN QUERY SELECT what, part.run, at.ring, part.scanner, at.key,
        extract(epoch FROM clock_timestamp() - part.begun_at)::float8 / 60,
        (SELECT extract(epoch FROM d.median)::float8 / 60 FROM hop_duration d WHERE d.scanner = part.scanner),
        extract(epoch FROM bound)::float8 / 60, part.restarts, words;
END $$;
