-- Whether our schema and the platform's table are there, by the catalogue, which everybody may read.
SELECT EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'orchestratorm8' AND c.relname = 'scanner'
    ) AS ours,
    EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relname = 'cptm8domain' AND c.relkind IN ('r', 'p')
    ) AS theirs
