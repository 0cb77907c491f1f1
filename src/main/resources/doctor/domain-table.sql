-- The platform's table, with those of the columns that we read and that it does not have.
SELECT c.oid::bigint AS oid, array_to_string(ARRAY(
        SELECT wanted FROM unnest(ARRAY['id', 'name', 'companyname', 'enabled']) AS wanted
        WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = wanted AND NOT a.attisdropped)
    ), ', ') AS missing
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = 'cptm8domain' AND c.relkind IN ('r', 'p') AND n.nspname = ?
