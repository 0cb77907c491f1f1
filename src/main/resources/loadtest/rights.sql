-- The statements that give our user what it lacks.
WITH held AS (
    SELECT n.nspname, c.relname, bool_and(has_table_privilege(c.oid, p.name)) FILTER (WHERE p.name <> 'INSERT') AS removes,
        bool_and(has_table_privilege(c.oid, p.name)) AS writes, bool_and(has_table_privilege(c.oid, 'SELECT')) AS reads
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('DELETE')) AS p(name)
    WHERE c.relkind IN ('r', 'p') GROUP BY n.nspname, c.relname
)
SELECT format(w.statement, quote_ident(current_user)) AS statement
FROM (VALUES
    (1, has_schema_privilege('orchestratorm8', 'USAGE'), 'GRANT USAGE ON SCHEMA orchestratorm8 TO %s;'),
    (2, has_schema_privilege('${cptm8Schema}', 'USAGE'), 'GRANT USAGE ON SCHEMA "${cptm8Schema}" TO %s;'),
    (3, (SELECT writes FROM held WHERE nspname = '${cptm8Schema}' AND relname = 'cptm8domain'),
     'GRANT SELECT, INSERT, DELETE ON "${cptm8Schema}".cptm8domain TO %s;'),
    (4, (SELECT removes FROM held WHERE nspname = 'orchestratorm8' AND relname = 'request'),
     'GRANT SELECT, DELETE ON orchestratorm8.request TO %s;'),
    (5, (SELECT reads FROM held WHERE nspname = 'orchestratorm8' AND relname = 'scanner'),
     'GRANT SELECT ON orchestratorm8.scanner TO %s;')
) AS w(place, given, statement)
WHERE NOT w.given ORDER BY w.place
