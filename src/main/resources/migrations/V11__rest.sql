-- A rest between two rounds of a ring, whose last scanner hands over to us instead of to the first one.

ALTER TABLE scanner ADD COLUMN rest interval NOT NULL DEFAULT '0', ADD COLUMN round_at timestamptz;
COMMENT ON COLUMN scanner.rest IS 'How long nothing runs after it has handed over to us.';
COMMENT ON COLUMN scanner.round_at IS 'When a round that begins at it is due, unless one is on its way by then; null: none is.';

-- Begins the rounds that are due, as passes over the enabled domains: without one, nothing is started. A round that a change began meanwhile
-- is followed by a rest of its own. Answers the rings whose round begins.
CREATE FUNCTION begin_rounds() RETURNS SETOF text
LANGUAGE sql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    WITH due AS (
        SELECT s.name, NOT EXISTS (SELECT FROM run r WHERE r.ring = s.name AND r.ended_at IS NULL) AS idle
        FROM scanner s WHERE s.round_at <= clock_timestamp() AND s.walk_reason IS NULL
        FOR UPDATE SKIP LOCKED
    ), begun AS (
        UPDATE scanner s
        SET round_at = NULL, walk_reason = CASE WHEN d.idle THEN 'schedule' END, walk_after = NULL
        FROM due d WHERE s.name = d.name
        RETURNING s.name, d.idle)
    SELECT b.name FROM begun b WHERE b.idle
$$;

-- Writes down a message on the platform's exchange, once, and what it says of the ring. Anything may be in it, come twice, late, in another
-- order, or not at all:
--   a giver that was not known to be at work, while the one before it was: its own start was not heard, or is heard in a moment;
--   a giver that has handed over already, or a stranger: one more token.
-- The last scanner of a ring may hand over to us, by the second word of the key: then the round has ended, and nothing is on its way.
-- Answers the run that it took part in, the scanner whose turn it is now, and the one that was late and has gone on; no row: it was written
-- down before, or is none of a ring.
CREATE OR REPLACE FUNCTION hear(message text, at text, by text, with_key text, how text, words text)
RETURNS TABLE (run bigint, turn text, recovered text)
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    giver    scanner;
    receiver scanner;
    part     hop;
    under    bigint;
    late     text;
    to_us    boolean := false;
BEGIN
    PERFORM ledger_lock();
    INSERT INTO hand_over (id, said_at, source, key, status, said) VALUES (message, at, by, with_key, how, words)
        ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO receiver FROM scanner s WHERE s.key = with_key AND s.ring IS NOT NULL;
    IF NOT FOUND AND with_key ~ '^[^.]+[.]orchestratorm8[.]' THEN
        SELECT n.* INTO receiver FROM scanner g JOIN scanner n ON n.name = g.next WHERE g.name = by AND g.ring = n.name;
        to_us := FOUND;
    END IF;
    IF receiver.name IS NULL THEN RETURN; END IF;
    SELECT * INTO giver FROM scanner s WHERE s.name = by AND s.ring = receiver.ring;

    IF giver.name IS NOT NULL THEN
        -- The one that has been at work longest.
        SELECT h.* INTO part FROM hop h WHERE h.scanner = giver.name AND h.ended_at IS NULL ORDER BY h.begun_at LIMIT 1;
        IF FOUND THEN
            UPDATE hop h SET ended_at = clock_timestamp(), status = how, said = words, next = receiver.name, state = NULL, why = NULL
                WHERE h.id = part.id;
            under := part.run;
            late := CASE WHEN part.state IS NOT NULL OR part.restarts > 0 THEN giver.name END;
        ELSE
            SELECT h.* INTO part FROM hop h WHERE h.scanner = giver.name ORDER BY h.id DESC LIMIT 1;
            IF part.status = 'given up' AND NOT EXISTS (SELECT FROM run r WHERE r.ring = giver.ring AND r.ended_at IS NULL) THEN
                -- Nobody waited for it any more, and it has come.
                UPDATE run r SET ended_at = NULL, outcome = NULL WHERE r.id = part.run;
                UPDATE hop h SET ended_at = NULL, status = NULL, state = 'stuck' WHERE h.id = part.id;
                DELETE FROM hand_over o WHERE o.id = message;
                RETURN QUERY SELECT * FROM hear(message, at, by, with_key, how, words);
                RETURN;
            END IF;
            IF part.status = 'unheard' AND part.next = receiver.name THEN
                -- Overtaken by the message of the next one, which has been heard.
                UPDATE hop h SET status = how, said = words WHERE h.id = part.id;
                UPDATE hop h SET begun_at = part.ended_at
                    WHERE h.id = (SELECT max(o.id) FROM hop o WHERE o.scanner = receiver.name AND o.begun_at IS NULL)
                    RETURNING h.run INTO under;
                UPDATE run r SET begun_by = by WHERE r.id = under AND r.begun_by = 'unknown';
                IF receiver.name = receiver.ring THEN
                    PERFORM end_run(part.run);
                END IF;
                UPDATE hand_over o SET run = part.run WHERE o.id = message;
                RETURN;
            END IF;
            SELECT h.* INTO part FROM hop h JOIN scanner s ON s.name = h.scanner
                WHERE s.next = giver.name AND s.ring = giver.ring AND h.ended_at IS NULL ORDER BY h.begun_at LIMIT 1;
            IF FOUND THEN
                UPDATE hop h SET ended_at = clock_timestamp(), status = 'unheard', next = giver.name, state = NULL, why = NULL
                    WHERE h.id = part.id;
                under := part.run;
                late := CASE WHEN part.state IS NOT NULL OR part.restarts > 0 THEN part.scanner END;
                IF giver.name = giver.ring THEN
                    PERFORM end_run(under);
                    under := NULL;
                END IF;
            END IF;
            IF under IS NULL THEN
                INSERT INTO run (ring, begun_at, begun_by) VALUES (giver.ring, clock_timestamp(), 'unknown') RETURNING id INTO under;
            END IF;
            INSERT INTO hop (run, scanner, ended_at, status, said, next)
                VALUES (under, giver.name, clock_timestamp(), how, words, receiver.name);
        END IF;
    END IF;
    IF receiver.name = receiver.ring AND under IS NOT NULL THEN
        PERFORM end_run(under);
        IF to_us THEN
            UPDATE scanner s SET round_at = clock_timestamp() + giver.rest WHERE s.name = receiver.name;
            UPDATE hand_over o SET run = under WHERE o.id = message;
            RETURN QUERY SELECT under, NULL::text, late;
            RETURN;
        END IF;
        under := NULL;
    END IF;
    under := begin_hop(receiver.ring, under, by, receiver.name, NULL);
    UPDATE hand_over o SET run = under WHERE o.id = message;
    RETURN QUERY SELECT under, receiver.name, late;
END $$;
