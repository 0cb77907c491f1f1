-- The server, and how many connections are left for us. Our own sessions are counted apart.
WITH session AS (
    SELECT datid, usesysid, application_name LIKE 'orchestratorm8%' AS ours, application_name = 'orchestratorm8 listen' AS listens
    FROM pg_stat_activity
    WHERE datid IS NOT NULL AND usesysid IS NOT NULL AND leader_pid IS NULL
)
SELECT current_setting('server_version') AS version,
    current_setting('server_version_num')::int / 10000 AS major,
    current_setting('synchronous_commit') AS synchronous_commit,
    r.rolsuper AS superuser,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0) AS server_limit,
    r.rolconnlimit AS role_limit,
    d.datconnlimit AS database_limit,
    (SELECT count(*) FROM session WHERE NOT ours)::int AS server_used,
    (SELECT count(*) FROM session WHERE NOT ours AND usesysid = r.oid)::int AS role_used,
    (SELECT count(*) FROM session WHERE NOT ours AND datid = d.oid)::int AS database_used,
    (SELECT count(*) FROM session WHERE listens AND datid = d.oid)::int AS instances
FROM pg_roles r, pg_database d
WHERE r.rolname = current_user AND d.datname = current_database()
