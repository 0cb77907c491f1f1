-- What people do by hand: hold a scanner, let it go on, run it now; and the audit of it.

-- Appended to and nothing else. What is older than a year may be deleted, which forget() does.
CREATE TABLE audit (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    who     text        NOT NULL,
    via     text        NOT NULL CHECK (via IN ('cli', 'api', 'sql')),
    action  text        NOT NULL,
    object  text        NOT NULL,
    outcome text        NOT NULL CHECK (outcome IN ('done', 'refused')),
    detail  text
);
COMMENT ON TABLE audit IS 'What people did, or were refused. Appended to and nothing else; what is older than a year is forgotten.';
COMMENT ON COLUMN audit.who IS 'As the caller says; only as true as the way it came by.';
CREATE INDEX audit_at ON audit (at);

CREATE FUNCTION keep_audit() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.at < clock_timestamp() - interval '1 year' THEN RETURN OLD; END IF;
    END IF;
    RAISE EXCEPTION '${flyway:defaultSchema}.audit is appended to and nothing else: % is refused. Nothing was changed.', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION keep_audit();

-- Texts are cut to a length: anybody may be refused. Answers the id.
CREATE FUNCTION write_audit(who text, via text, action text, object text, outcome text, detail text) RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    INSERT INTO audit (who, via, action, object, outcome, detail)
    VALUES (left(write_audit.who, 200), write_audit.via, left(write_audit.action, 100), left(coalesce(write_audit.object, 'every scanner'), 300),
        write_audit.outcome, left(write_audit.detail, 1000))
    RETURNING id
$$;

-- A row for each scanner that is held, and one without a scanner for all of them.
CREATE TABLE hold (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scanner text        UNIQUE NULLS NOT DISTINCT,
    reason  text        NOT NULL,
    who     text        NOT NULL,
    since   timestamptz NOT NULL DEFAULT clock_timestamp(),
    until   timestamptz
);
COMMENT ON COLUMN hold.scanner IS 'Null: every scanner, those that come later too.';
COMMENT ON COLUMN hold.until IS 'After that it holds nothing any more; null: until somebody resumes.';

CREATE VIEW held AS
SELECT h.scanner, h.reason, h.who, h.since, h.until FROM hold h WHERE h.until IS NULL OR h.until > clock_timestamp();
COMMENT ON VIEW held IS 'Holds in force at this moment: nothing of these scanners is claimed, and none of their hops is started again.';

-- What hold_scanner, resume_scanner and run_now have in common: who asks, and that there is such a scanner.
CREATE FUNCTION heed(of text, who text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    IF coalesce(who, '') !~ '\S' OR length(who) > 200 THEN
        RAISE EXCEPTION 'Who asks is not said, or longer than 200 characters. Nothing was changed.' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF of IS NOT NULL AND NOT EXISTS (SELECT FROM scanner s WHERE s.name = of) THEN
        RAISE EXCEPTION 'There is no scanner "%". Nothing was changed.', left(of, 100) USING ERRCODE = 'no_data_found',
            HINT = 'These there are: ' || coalesce((SELECT string_agg(s.name, ', ' ORDER BY s.name) FROM scanner s), 'none yet') || '.';
    END IF;
END $$;

-- Holds a scanner, or all (null), until this moment or with an open end (null). One that is held already gets this reason and end instead.
-- Answers the hold's id.
CREATE FUNCTION hold_scanner(of text, reason text, who text, via text, until timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    before hold;
    ends   timestamptz := nullif(hold_scanner.until, 'infinity');
    which  bigint;
BEGIN
    PERFORM heed(of, hold_scanner.who);
    IF coalesce(hold_scanner.reason, '') !~ '\S' OR length(hold_scanner.reason) > 200 THEN
        RAISE EXCEPTION 'The reason is missing, or longer than 200 characters. Nothing was changed.' USING ERRCODE = 'invalid_parameter_value';
    ELSIF ends <= clock_timestamp() THEN
        RAISE EXCEPTION '% is not in the future. Nothing was changed.', to_char(ends AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- Two at once: the second waits here, and then sees what the first wrote.
    PERFORM pg_advisory_xact_lock(hashtext('${flyway:defaultSchema}.hold'));
    SELECT * INTO before FROM hold h WHERE h.scanner IS NOT DISTINCT FROM of AND (h.until IS NULL OR h.until > clock_timestamp());
    INSERT INTO hold AS h (scanner, reason, who, until) VALUES (of, hold_scanner.reason, hold_scanner.who, ends)
        ON CONFLICT (scanner) DO UPDATE SET reason = EXCLUDED.reason, who = EXCLUDED.who, until = EXCLUDED.until,
            since = CASE WHEN before.id IS NULL THEN EXCLUDED.since ELSE h.since END
        RETURNING h.id INTO which;
    PERFORM write_audit(hold_scanner.who, via, 'hold', of, 'done', hold_scanner.reason
        || coalesce('; until ' || to_char(ends AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '; with an open end')
        || CASE WHEN before.id IS NULL THEN '' ELSE '; instead of, by ' || before.who || ': ' || before.reason END);
    RETURN which;
END $$;

-- Ends the hold of a scanner, or every hold there is (null), and rings. Answers how many; a scanner may still be held by the hold of all.
CREATE FUNCTION resume_scanner(of text, who text, via text) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    each  hold;
    ended int := 0;
BEGIN
    PERFORM heed(of, resume_scanner.who);
    PERFORM pg_advisory_xact_lock(hashtext('${flyway:defaultSchema}.hold'));
    FOR each IN DELETE FROM hold h WHERE of IS NULL OR h.scanner = of RETURNING h.* LOOP
        CONTINUE WHEN each.until <= clock_timestamp();
        ended := ended + 1;
        PERFORM write_audit(resume_scanner.who, via, 'resume', each.scanner, 'done', 'ends what ' || each.who || ' held: ' || each.reason);
    END LOOP;
    IF ended = 0 THEN
        PERFORM write_audit(resume_scanner.who, via, 'resume', of, 'done', 'nothing was held');
    END IF;
    PERFORM pg_notify('${flyway:defaultSchema}_request', '');
    RETURN ended;
END $$;

-- Asks a scanner to look at one domain, or at all that are enabled (null), as ask() does, and rings. Answers the requests.
CREATE FUNCTION run_now(of text, only_domain uuid, who text, via text) RETURNS TABLE (request bigint, domain uuid, name text)
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    ids     uuid[];
    called  text;
    wanted  boolean;
BEGIN
    IF of IS NULL THEN
        RAISE EXCEPTION 'It is not said which scanner is to run. Nothing was changed.' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM heed(of, run_now.who);
    IF only_domain IS NULL THEN
        SELECT array_agg(d.id) INTO ids FROM "${cptm8Schema}".cptm8domain d WHERE d.enabled;
    ELSE
        SELECT d.name, d.enabled INTO called, wanted FROM "${cptm8Schema}".cptm8domain d WHERE d.id = only_domain;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'There is no domain % in cptm8domain. Nothing was changed.', only_domain USING ERRCODE = 'no_data_found';
        ELSIF NOT wanted THEN
            RAISE EXCEPTION 'Domain % is disabled, and nothing asks for it. Nothing was changed.', called
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
        ids := ARRAY[only_domain];
    END IF;
    PERFORM ask(ids, 'asked', of);
    -- ask() may leave the doorbell to another writer, who is not waiting for an answer as this caller is.
    PERFORM pg_notify('${flyway:defaultSchema}_request', '');
    PERFORM write_audit(run_now.who, via, 'run', of, 'done',
        CASE WHEN only_domain IS NULL THEN coalesce(cardinality(ids), 0) || ' domains' ELSE called || ' (' || only_domain || ')' END);
    RETURN QUERY SELECT r.id, r.domain_id, d.name FROM request r JOIN domains_now(ids) d ON d.id = r.domain_id
        WHERE r.scanner = of AND r.domain_id = ANY (ids) ORDER BY d.name, r.id;
END $$;

-- Forgets what is older than this, and of what was heard all but the newest so many: anybody may publish there. The audit is kept for a year.
CREATE OR REPLACE FUNCTION forget(older_than interval, most bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    DELETE FROM run r WHERE r.ended_at < clock_timestamp() - older_than;
    DELETE FROM hand_over o WHERE o.heard_at < clock_timestamp() - older_than
        OR o.heard_at <= (SELECT n.heard_at FROM hand_over n ORDER BY n.heard_at DESC OFFSET most LIMIT 1);
    DELETE FROM audit a WHERE a.at < clock_timestamp() - interval '1 year';
$$;

-- Judges a hop that is under way, by the clock and by what its queue says: how many messages wait in it, -1 when that is not known, and
-- in words. Answers what has come to be, once: late; stuck, which is twice as long; restart, which is counted before anybody does it;
-- given up; merged, when it is stuck and another token of the ring is not; merge, when its start waits behind another of the same scanner, which
-- is one too many and may be taken out of the queue; null: nothing. Each restart is given twice the time of the one before. A hop whose message waits is not started again,
-- nor one of a scanner that is held; neither is it given up meanwhile.
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
BEGIN
    PERFORM ledger_lock();
    SELECT * INTO part FROM hop h WHERE h.id = which AND h.ended_at IS NULL;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO at FROM scanner s WHERE s.name = part.scanner;
    bound := hop_limit(part.scanner, floor, ceiling) * 2 ^ part.restarts;
    age := clock_timestamp() - coalesce(part.restarted_at, part.begun_at);
    idle := waiting = 0 AND NOT EXISTS (SELECT FROM held h WHERE h.scanner IS NULL OR h.scanner = part.scanner);
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
    ELSIF part.state = 'stuck' AND idle AND part.restarts < most THEN
        what := 'restart';
        UPDATE hop h SET state = NULL, restarts = h.restarts + 1, restarted_at = clock_timestamp() WHERE h.id = which
            RETURNING h.restarts INTO part.restarts;
    ELSIF part.state = 'stuck' AND idle THEN
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
