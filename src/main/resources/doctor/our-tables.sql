-- Whether our schema is there, and which of its tables our user may not use.
SELECT n.nspname IS NOT NULL AS present, coalesce(string_agg(n.nspname || '.' || c.relname, ', ') FILTER (
        WHERE NOT has_table_privilege(c.oid, 'SELECT') OR NOT has_table_privilege(c.oid, 'INSERT')
            OR NOT has_table_privilege(c.oid, 'UPDATE') OR NOT has_table_privilege(c.oid, 'DELETE')
    ), '') AS refused
FROM (SELECT 'orchestratorm8' AS name) wanted
LEFT JOIN pg_namespace n ON n.nspname = wanted.name
LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname IN ('request', 'scanner') AND c.relkind = 'r'
GROUP BY n.nspname
