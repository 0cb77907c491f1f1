-- What is found of a hop is said once, with what is done about it; one whose start was taken late has its time from then on; and a token whose start
-- no queue keeps is none.

ALTER TABLE hop ADD COLUMN waited boolean NOT NULL DEFAULT false, ADD COLUMN unseen int NOT NULL DEFAULT 0;
COMMENT ON COLUMN hop.waited IS 'Whether its start waited in the queue at the last look.';
COMMENT ON COLUMN hop.restarted_at IS 'When it was last started again, or its start, which had waited, was taken; its time runs from then on.';
COMMENT ON COLUMN hop.unseen IS 'At how many looks in a row another run was at its scanner and no start waited behind that one.';

-- Judges a hop that is under way, by the clock and by what its queue says: how many messages wait in it, -1 when that is not known, and
-- in words. Answers what has come to be, once: late; then, when it takes twice as long, one of
--   restart, which is counted before anybody does it, and is given twice the time of the one before;
--   given up, when it was started again as often as may be;
--   stuck, when it is not started again: its message waits, its queue cannot be asked, or its scanner is held; once it is taken, its time begins anew;
--   merged, when another token of the ring is on its way;
-- and at any time
--   merge, when its start waits behind another of the same scanner, which is one too many and may be taken out of the queue;
--   merged, when at three looks in a row no start waited behind another of the same scanner: the queue takes no third, so it was dropped.
-- No row: nothing.
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
    idle  boolean;
    stuck boolean;
    first bigint;
BEGIN
    PERFORM ledger_lock();
    SELECT * INTO part FROM hop h WHERE h.id = which AND h.ended_at IS NULL;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO at FROM scanner s WHERE s.name = part.scanner;
    bound := hop_limit(part.scanner, floor, ceiling) * 2 ^ part.restarts;
    age := clock_timestamp() - coalesce(part.restarted_at, part.begun_at);
    idle := waiting = 0 AND NOT EXISTS (SELECT FROM held h WHERE h.scanner IS NULL OR h.scanner = part.scanner);
    IF waiting = 0 AND part.waited THEN
        UPDATE hop h SET restarted_at = clock_timestamp(), state = CASE WHEN h.state IS NOT NULL THEN 'late' END WHERE h.id = which
            RETURNING h.state INTO part.state;
        age := '0';
    END IF;
    UPDATE hop h SET waited = waiting > 0 WHERE h.id = which AND h.waited <> (waiting > 0) AND waiting >= 0;
    stuck := part.state IN ('late', 'stuck') AND age > bound * 2;
    -- One that is late may have been forgotten, and this one taken.
    SELECT h.run INTO first FROM hop h
        WHERE h.scanner = part.scanner AND h.run <> part.run AND h.ended_at IS NULL AND h.state IS NULL
            AND (h.begun_at, h.id) < (part.begun_at, part.id)
        ORDER BY h.begun_at, h.id LIMIT 1;
    part.unseen := CASE WHEN first IS NOT NULL AND waiting = 0 THEN part.unseen + 1 ELSE 0 END;
    UPDATE hop h SET unseen = part.unseen WHERE h.id = which AND h.unseen <> part.unseen AND waiting >= 0;
    -- Another token of the ring: at the same scanner and before this one, or anywhere and not stuck.
    SELECT h.run INTO other FROM hop h JOIN run r ON r.id = h.run
        WHERE r.ring = at.ring AND h.run <> part.run AND h.ended_at IS NULL AND h.state IS DISTINCT FROM 'stuck'
            AND (waiting = 0 OR h.scanner = part.scanner AND (h.begun_at, h.id) < (part.begun_at, part.id))
        ORDER BY h.id LIMIT 1;
    IF other IS NOT NULL AND (waiting > 0 OR waiting = 0 AND stuck) THEN
        what := CASE WHEN waiting > 0 THEN 'merge' ELSE 'merged' END;
        words := 'run ' || other || ' is on its way too';
    ELSIF part.unseen >= 3 THEN
        what := 'merged';
        words := 'run ' || first || ' is at ' || part.scanner || ' too, and no start waits behind it';
    ELSIF part.state IS NULL AND age > bound THEN
        what := 'late';
        UPDATE hop h SET state = 'late' WHERE h.id = which;
    ELSIF stuck AND idle AND part.restarts < most THEN
        what := 'restart';
        UPDATE hop h SET state = NULL, restarts = h.restarts + 1, restarted_at = clock_timestamp() WHERE h.id = which
            RETURNING h.restarts INTO part.restarts;
    ELSIF stuck AND idle THEN
        what := 'given up';
    ELSIF stuck AND part.state <> 'stuck' THEN
        what := 'stuck';
        UPDATE hop h SET state = 'stuck' WHERE h.id = which;
    END IF;
    IF what IN ('merge', 'merged', 'given up') THEN
        UPDATE hop h SET ended_at = clock_timestamp(), status = CASE what WHEN 'given up' THEN what ELSE 'merged' END, state = NULL
            WHERE h.id = which;
        PERFORM end_run(part.run);
    END IF;
    UPDATE hop h SET why = words WHERE h.id = which AND h.why IS DISTINCT FROM words;
    IF what IS NULL THEN RETURN; END IF;
    RETURN QUERY SELECT what, part.run, at.ring, part.scanner, at.key,
        extract(epoch FROM clock_timestamp() - part.begun_at)::float8 / 60,
        (SELECT extract(epoch FROM d.median)::float8 / 60 FROM hop_duration d WHERE d.scanner = part.scanner),
        extract(epoch FROM bound)::float8 / 60, part.restarts, words;
END $$;
