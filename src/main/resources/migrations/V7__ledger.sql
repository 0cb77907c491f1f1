-- The run ledger: what scanners hand over to each other, heard on the platform's exchange, as runs and hops.

-- What the ledger must know of a scanner's file.
ALTER TABLE scanner ADD COLUMN queue text, ADD COLUMN key text, ADD COLUMN next text, ADD COLUMN ring text;
COMMENT ON COLUMN scanner.queue IS 'That it consumes.';
COMMENT ON COLUMN scanner.key IS 'Routing key of what starts it.';
COMMENT ON COLUMN scanner.next IS 'The scanner that it hands over to when it ends; null: nobody.';
COMMENT ON COLUMN scanner.ring IS 'Where a round of its ring begins; null: it is in none.';

-- One token on its way: a round of the ring, from the start of its first scanner until the token is there again.
CREATE TABLE run (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ring       text        NOT NULL,
    begun_at   timestamptz NOT NULL,
    begun_by   text        NOT NULL,
    message_id text,
    ended_at   timestamptz,
    outcome    text        CHECK (outcome IN ('complete', 'warning', 'incomplete', 'given up', 'merged')),
    CONSTRAINT run_ended CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
COMMENT ON COLUMN run.begun_by IS 'Who started it: orchestratorm8, the scanner that handed over, or unknown.';
COMMENT ON COLUMN run.message_id IS 'Of our start; null: it was not ours.';
COMMENT ON COLUMN run.outcome IS 'The least that its hops came to: incomplete when one of them said so, said nothing, or was not heard; given up or merged when its last hop was.';

CREATE INDEX run_under_way ON run (ring) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX run_message_id ON run (message_id);
CREATE INDEX run_begun_at ON run (begun_at);

-- One scanner's part of a run.
CREATE TABLE hop (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run          bigint NOT NULL REFERENCES run ON DELETE CASCADE,
    scanner      text   NOT NULL,
    begun_at     timestamptz,
    ended_at     timestamptz,
    status       text   CHECK (status IN ('complete', 'warning', 'incomplete', 'none', 'unheard', 'given up', 'merged')),
    said         text,
    next         text,
    state        text   CHECK (state IN ('late', 'stuck')),
    why          text,
    restarts     int    NOT NULL DEFAULT 0,
    restarted_at timestamptz,
    CONSTRAINT hop_ended CHECK ((ended_at IS NULL) = (status IS NULL)),
    CONSTRAINT hop_heard CHECK (begun_at IS NOT NULL OR ended_at IS NOT NULL)
);
COMMENT ON COLUMN hop.begun_at IS 'When the hand-over to it was heard; null: it was not.';
COMMENT ON COLUMN hop.ended_at IS 'When its own hand-over was heard, or, unheard, that of the next one.';
COMMENT ON COLUMN hop.status IS 'What it said of its end; none: it handed over without a word; unheard: the next one was under way without it; given up: by us; merged: there was another token.';
COMMENT ON COLUMN hop.state IS 'Under way for longer than usual; null: not yet, or not again since it was restarted.';
COMMENT ON COLUMN hop.why IS 'What its queue says of it, while it is under way.';
COMMENT ON COLUMN hop.restarts IS 'How often its scanner was started again.';

CREATE INDEX hop_run ON hop (run);
CREATE INDEX hop_under_way ON hop (scanner, begun_at) WHERE ended_at IS NULL;
CREATE INDEX hop_ended_at ON hop (scanner, ended_at);

-- Each message that was heard, once.
CREATE TABLE hand_over (
    id       text        PRIMARY KEY,
    heard_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    said_at  text,
    source   text        NOT NULL,
    key      text        NOT NULL,
    status   text        NOT NULL,
    said     text,
    run      bigint
);
COMMENT ON COLUMN hand_over.id IS 'A digest of the message, so that one that is delivered twice is written once.';
COMMENT ON COLUMN hand_over.said_at IS 'The time in it, by the clock of whoever wrote it.';
COMMENT ON COLUMN hand_over.run IS 'The run that it took part in; null: it is none of a ring.';
CREATE INDEX hand_over_heard_at ON hand_over (heard_at);

CREATE FUNCTION ledger_lock() RETURNS void
LANGUAGE sql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtext('${flyway:defaultSchema}.ledger'))
$$;

-- Also when one of its hops is heard of afterwards.
CREATE FUNCTION end_run(which bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    UPDATE run r SET ended_at = coalesce(r.ended_at, clock_timestamp()), outcome = (
        SELECT CASE WHEN bool_or(h.status = 'merged') THEN 'merged'
                    WHEN bool_or(h.status = 'given up') THEN 'given up'
                    WHEN bool_and(h.status = 'complete') THEN 'complete'
                    WHEN bool_or(h.status IN ('incomplete', 'none', 'unheard')) THEN 'incomplete'
                    ELSE 'warning' END
        FROM hop h WHERE h.run = r.id)
    WHERE r.id = which
$$;

-- The queue of a scanner takes one start beside the one that is worked on: of a third, the broker keeps nothing. So nobody makes the ledger
-- hold more tokens than the ring can, however much is published.
CREATE FUNCTION begin_hop(ring_of text, under bigint, by text, at_scanner text, message text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    part bigint;
BEGIN
    IF under IS NULL THEN
        INSERT INTO run (ring, begun_at, begun_by, message_id) VALUES (ring_of, clock_timestamp(), by, message) RETURNING id INTO under;
    END IF;
    INSERT INTO hop (run, scanner, begun_at) VALUES (under, at_scanner, clock_timestamp()) RETURNING id INTO part;
    IF (SELECT count(*) FROM hop h WHERE h.scanner = at_scanner AND h.ended_at IS NULL) > 2 THEN
        UPDATE hop h SET ended_at = clock_timestamp(), status = 'merged' WHERE h.id = part;
        PERFORM end_run(under);
    END IF;
    RETURN under;
END $$;

-- Writes down a message on the platform's exchange, once, and what it says of the ring. Anything may be in it, come twice, late, in another
-- order, or not at all:
--   a giver that was not known to be at work, while the one before it was: its own start was not heard, or is heard in a moment;
--   a giver that has handed over already, or a stranger: one more token.
-- Answers the run that it took part in, the scanner whose turn it is now, and the one that was late and has gone on; no row: it was written
-- down before, or is none of a ring.
CREATE FUNCTION hear(message text, at text, by text, with_key text, how text, words text)
RETURNS TABLE (run bigint, turn text, recovered text)
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    giver    scanner;
    receiver scanner;
    part     hop;
    under    bigint;
    late     text;
BEGIN
    PERFORM ledger_lock();
    INSERT INTO hand_over (id, said_at, source, key, status, said) VALUES (message, at, by, with_key, how, words)
        ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO receiver FROM scanner s WHERE s.key = with_key AND s.ring IS NOT NULL;
    IF NOT FOUND THEN RETURN; END IF;
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
        under := NULL;
    END IF;
    under := begin_hop(receiver.ring, under, by, receiver.name, NULL);
    UPDATE hand_over o SET run = under WHERE o.id = message;
    RETURN QUERY SELECT under, receiver.name, late;
END $$;

-- Writes down that a start of ours was accepted, once; answers its run, or null when the scanner is in no ring.
CREATE FUNCTION began(starter text, message text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    first     scanner;
    under     bigint;
BEGIN
    PERFORM ledger_lock();
    SELECT * INTO first FROM scanner s WHERE s.name = starter AND s.ring IS NOT NULL;
    IF NOT FOUND THEN RETURN NULL; END IF;
    SELECT r.id INTO under FROM run r WHERE r.message_id = message;
    IF FOUND THEN RETURN under; END IF;
    -- A scanner that had nothing to do may have handed over before the broker's word on its start was written.
    UPDATE hop h SET begun_at = h.ended_at
        FROM run r
        WHERE r.id = h.run AND r.begun_by = 'unknown' AND h.scanner = starter AND h.begun_at IS NULL
            AND r.begun_at > clock_timestamp() - interval '1 min'
        RETURNING h.run INTO under;
    IF FOUND THEN
        UPDATE run r SET begun_by = 'orchestratorm8', message_id = message WHERE r.id = under;
        RETURN under;
    END IF;
    RETURN begin_hop(first.ring, NULL, 'orchestratorm8', starter, message);
END $$;

-- Forgets what is older than this, and of what was heard all but the newest so many: anybody may publish there.
CREATE FUNCTION forget(older_than interval, most bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    DELETE FROM run r WHERE r.ended_at < clock_timestamp() - older_than;
    DELETE FROM hand_over o WHERE o.heard_at < clock_timestamp() - older_than
        OR o.heard_at <= (SELECT n.heard_at FROM hand_over n ORDER BY n.heard_at DESC OFFSET most LIMIT 1);
$$;

CREATE VIEW hop_duration AS
SELECT s.name AS scanner, count(*) AS hops, min(took) AS shortest,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY took) AS median,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY took) AS nine_of_ten,
    max(took) AS longest
FROM scanner s CROSS JOIN LATERAL (
    SELECT h.ended_at - h.begun_at AS took FROM hop h
    WHERE h.scanner = s.name AND h.ended_at IS NOT NULL AND h.begun_at IS NOT NULL
        AND h.status NOT IN ('unheard', 'given up', 'merged') AND h.restarts = 0
    ORDER BY h.ended_at DESC LIMIT 100) AS last
GROUP BY s.name;
COMMENT ON VIEW hop_duration IS 'How long each scanner took, the last hundred times; without those that were started again.';

CREATE VIEW ring_now AS
SELECT r.ring, r.id AS run, r.begun_at AS run_begun_at, r.begun_by, h.scanner, h.begun_at AS since, d.median AS usually,
    h.state, h.why, h.restarts, h.id AS hop
FROM run r
JOIN hop h ON h.run = r.id AND h.ended_at IS NULL
LEFT JOIN hop_duration d ON d.scanner = h.scanner
WHERE r.ended_at IS NULL;
COMMENT ON VIEW ring_now IS 'Each token that is on its way: whose turn it is, since when, and how long that usually takes. More than one row of a ring: it has more than one token.';
