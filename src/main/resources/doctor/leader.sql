-- Who holds the leader's lock, which is a bigint: its halves stand in classid and objid.
SELECT a.pid, a.application_name, coalesce(a.client_addr::text, 'this machine') AS client
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtext('orchestratorm8_request.leader')::bigint
