-- Who works on this database: each instance listens on one session of its own, and what PostgreSQL knows of that session is what there is to know.

-- The id is that of the session in PostgreSQL's log (%c). An instance says its version in each statement of that session. When it was last heard is
-- when the session last said something, which is every few seconds while it lives. Sessions of other roles are hidden from who is no pg_read_all_stats.
CREATE FUNCTION instances_now() RETURNS TABLE (id text, address text, version text, since timestamptz, seen_at timestamptz, leads boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT to_hex(trunc(extract(epoch FROM a.backend_start))::int) || '.' || to_hex(a.pid), coalesce(host(a.client_addr), 'this machine'),
        substring(a.query FROM '-- orchestratorm8 ([0-9A-Za-z.+-]{1,40})$'), a.backend_start,
        greatest(a.backend_start, a.query_start, a.state_change),
        -- The leader's lock is a bigint: its halves stand in classid and objid.
        EXISTS (SELECT FROM pg_locks l
            WHERE l.pid = a.pid AND l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
                AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtext('${flyway:defaultSchema}_request.leader')::bigint)
    FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.application_name = 'orchestratorm8 listen'
$$;
COMMENT ON FUNCTION instances_now IS 'The instances that listen on this database at this moment, and which one leads.';
