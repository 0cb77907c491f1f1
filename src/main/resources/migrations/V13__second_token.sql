-- Two tokens of a ring that do not meet: the start that the later one's scanner hands over is taken, before the next scanner has it.

-- Writes down that what this scanner handed over to that one, since then, was taken. Answers the run that has ended; null: it was not heard yet.
CREATE FUNCTION intercepted(giver text, receiver text, since timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    which bigint;
BEGIN
    PERFORM ledger_lock();
    SELECT o.run INTO which FROM hand_over o JOIN scanner s ON s.key = o.key
        WHERE o.source = giver AND s.name = receiver AND o.heard_at >= since ORDER BY o.heard_at LIMIT 1;
    UPDATE hop h SET ended_at = clock_timestamp(), status = 'merged', state = NULL, why = NULL
        WHERE h.run = which AND h.scanner = receiver AND h.ended_at IS NULL;
    IF NOT FOUND THEN RETURN NULL; END IF;
    PERFORM end_run(which);
    RETURN which;
END $$;
