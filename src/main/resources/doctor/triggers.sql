-- The three attachments of the capture function, whether they are there or not.
SELECT wanted AS name, t.oid IS NOT NULL AS present, coalesce(t.tgenabled IN ('O', 'A'), false) AS enabled,
    coalesce(n.nspname || '.' || p.proname, '') AS function
FROM unnest(ARRAY['orchestratorm8_insert', 'orchestratorm8_update', 'orchestratorm8_delete']) AS wanted
LEFT JOIN pg_trigger t ON t.tgname = wanted AND t.tgrelid = ?::oid
LEFT JOIN pg_proc p ON p.oid = t.tgfoid
LEFT JOIN pg_namespace n ON n.oid = p.pronamespace
