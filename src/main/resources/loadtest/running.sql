-- Whether an instance works on this database: it leads, or it listens. The names of others' sessions may be hidden
-- from our user, locks are not.
SELECT EXISTS (
    SELECT FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtext('orchestratorm8_request.leader')::bigint
) OR EXISTS (
    SELECT FROM pg_stat_activity a WHERE a.datname = current_database() AND a.application_name = 'orchestratorm8 listen'
) AS running
