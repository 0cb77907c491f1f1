-- The watch over the ledger's hops: when one is late, when it is stuck, and how often it is started again.

-- After how long a hop is late: half as long again as usual, or as much longer as its slow ones are, thrice. Less than three that are
-- known say nothing.
CREATE FUNCTION hop_limit(of text, floor interval, ceiling interval) RETURNS interval
LANGUAGE sql STABLE SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    SELECT coalesce((
        SELECT greatest(floor, least(ceiling, greatest(d.median * 1.5, d.median + (d.nine_of_ten - d.median) * 3)))
        FROM hop_duration d WHERE d.scanner = of AND d.hops >= 3), ceiling)
$$;

-- Judges a hop that is under way, by the clock and by what its queue says: how many messages wait in it, -1 when that is not known, and
-- in words. Answers what has come to be, once: late; stuck, which is twice as long; restart, which is counted before anybody does it;
-- given up; null: nothing. Each restart is given twice the time of the one before. A hop whose message waits is not started again.
CREATE FUNCTION judge(which bigint, waiting bigint, words text, floor interval, ceiling interval, most int)
RETURNS TABLE (event text, run bigint, ring text, scanner text, key text, minutes float8, usually float8, patience float8, restarts int, why text)
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    part  hop;
    at    scanner;
    bound interval;
    age   interval;
    what  text;
BEGIN
    PERFORM ledger_lock();
    SELECT * INTO part FROM hop h WHERE h.id = which AND h.ended_at IS NULL;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO at FROM scanner s WHERE s.name = part.scanner;
    bound := hop_limit(part.scanner, floor, ceiling) * 2 ^ part.restarts;
    age := clock_timestamp() - coalesce(part.restarted_at, part.begun_at);
    IF part.state IS NULL AND age > bound THEN
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
