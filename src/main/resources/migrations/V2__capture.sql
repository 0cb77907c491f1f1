-- Asks scanners to look at domains, in the caller's own transaction, and rings the doorbell.
-- only_scanner null: every scanner that starts on change.
CREATE FUNCTION ask(domains uuid[], why text, only_scanner text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    asked bigint;
BEGIN
    INSERT INTO request AS r (domain_id, scanner, reason)
    SELECT d.id, s.name, why
    FROM unnest(domains) AS d(id)
    CROSS JOIN scanner s
    WHERE CASE WHEN only_scanner IS NULL THEN s.on_change ELSE s.name = only_scanner END
    ORDER BY d.id, s.name
    ON CONFLICT (domain_id, scanner) DO UPDATE SET
        -- A wish that nobody has worked on yet stays one wish. Once published, perhaps, its message_id is taken.
        generation   = r.generation + (r.state <> 'waiting' OR r.attempt > 0)::int,
        requested_at = CASE WHEN r.state <> 'waiting' OR r.attempt > 0 THEN EXCLUDED.requested_at ELSE r.requested_at END,
        state        = 'waiting',
        reason       = EXCLUDED.reason,
        due_at       = greatest(EXCLUDED.due_at, r.accepted_at + (SELECT s.min_interval FROM scanner s WHERE s.name = r.scanner)),
        claim        = NULL,
        attempt      = 0,
        repeats      = 0,
        first_error  = NULL,
        last_error   = NULL
    WHERE CASE why
              -- Only enabled domains are passed: one that is cancelled was enabled while nobody asked for this scanner.
              WHEN 'first start' THEN r.state = 'cancelled'
              WHEN 'schedule' THEN r.state IN ('done', 'cancelled')
              ELSE true
          END;
    GET DIAGNOSTICS asked = ROW_COUNT;
    -- NOTIFY takes one lock for the whole cluster until its transaction is on disk. Only the writer who gets this
    -- lock rings; the others are found when the dispatcher looks again.
    IF asked > 0 AND pg_try_advisory_xact_lock(hashtext('${flyway:defaultSchema}.doorbell')) THEN
        PERFORM pg_notify('${flyway:defaultSchema}_request', '');
    END IF;
    RETURN asked;
END $$;

CREATE FUNCTION capture() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    fresh uuid[];
    gone  uuid[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(n.id) INTO fresh FROM new_domain n WHERE n.enabled;
        IF fresh IS NOT NULL THEN PERFORM ask(fresh, 'new'); END IF;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM request r USING old_domain o WHERE r.domain_id = o.id;
    ELSE
        SELECT array_agg(n.id) FILTER (WHERE n.enabled AND (o.id IS NULL OR NOT o.enabled)) INTO fresh
        FROM new_domain n LEFT JOIN old_domain o USING (id);
        IF fresh IS NOT NULL THEN PERFORM ask(fresh, 'enabled'); END IF;

        SELECT array_agg(n.id) INTO fresh
        FROM new_domain n JOIN old_domain o USING (id) WHERE n.enabled AND o.enabled AND n.name <> o.name;
        IF fresh IS NOT NULL THEN PERFORM ask(fresh, 'renamed'); END IF;

        SELECT array_agg(o.id) INTO gone
        FROM old_domain o LEFT JOIN new_domain n USING (id) WHERE o.enabled AND (n.id IS NULL OR NOT n.enabled);
        IF gone IS NOT NULL THEN
            UPDATE request r SET state = 'cancelled', claim = NULL
            WHERE r.domain_id = ANY (gone) AND r.state IN ('waiting', 'parked');
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- Domains as they are at the moment of the call. In a statement of its own, so with a snapshot of its own: a statement
-- that locks requests and joins domains sees rows that a writer has just changed beside domains from before.
CREATE FUNCTION domains_now(ids uuid[]) RETURNS TABLE (id uuid, name text, companyname text, enabled boolean)
LANGUAGE plpgsql VOLATILE STRICT ROWS 1000 AS $$
BEGIN
    RETURN QUERY SELECT d.id, d.name::text, d.companyname::text, d.enabled
        FROM "${cptm8Schema}".cptm8domain d WHERE d.id = ANY (ids);
END $$;

-- PostgreSQL allows transition tables only to a trigger of a single event: one capture, attached once for each.
CREATE TRIGGER orchestratorm8_insert AFTER INSERT ON "${cptm8Schema}".cptm8domain
    REFERENCING NEW TABLE AS new_domain FOR EACH STATEMENT EXECUTE FUNCTION capture();
CREATE TRIGGER orchestratorm8_update AFTER UPDATE ON "${cptm8Schema}".cptm8domain
    REFERENCING OLD TABLE AS old_domain NEW TABLE AS new_domain FOR EACH STATEMENT EXECUTE FUNCTION capture();
CREATE TRIGGER orchestratorm8_delete AFTER DELETE ON "${cptm8Schema}".cptm8domain
    REFERENCING OLD TABLE AS old_domain FOR EACH STATEMENT EXECUTE FUNCTION capture();
