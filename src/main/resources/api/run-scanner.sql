-- Arguments, who. A dry run writes nothing, and answers which domains would be asked for.
WITH call AS (
    SELECT c ->> 'scanner' AS scanner, (c ->> 'domain')::uuid AS domain, (c ->> 'dryRun')::boolean AS dry, who FROM (SELECT ?::jsonb AS c, ?::text AS who) given
), target AS (
    SELECT d.id, d.enabled FROM call c JOIN cptm8domain d ON d.id = c.domain
), done AS MATERIALIZED (
    SELECT NULL::bigint AS request, d.id AS domain, d.name::text AS name
    FROM call c JOIN cptm8domain d ON d.enabled AND (c.domain IS NULL OR d.id = (SELECT id FROM target)) WHERE c.dry
    UNION ALL
    SELECT r.request, r.domain, r.name FROM call c, LATERAL run_now(c.scanner, (SELECT id FROM target), c.who, 'api') r
    WHERE NOT c.dry AND (c.domain IS NULL OR EXISTS (SELECT FROM target))
)
SELECT CASE WHEN c.domain IS NOT NULL AND t.id IS NULL OR s.name IS NULL THEN 404 WHEN NOT t.enabled THEN 422 WHEN c.dry THEN 200 ELSE 202 END AS status,
    CASE WHEN c.domain IS NOT NULL AND t.id IS NULL THEN 'Nothing was changed: there is no such domain.'
        WHEN s.name IS NULL THEN 'Nothing was changed: there is no such scanner.'
        WHEN NOT t.enabled THEN 'Nothing was changed: the domain is disabled, and nothing asks for it.'
        ELSE json_build_object('scanner', s.name, 'dryRun', c.dry, 'queue', s.queue, 'routingKey', s.key,
            'held', (SELECT 'held by ' || h.who || ': ' || h.reason FROM held h
                WHERE h.scanner IS NULL OR h.scanner = s.name ORDER BY h.scanner NULLS LAST LIMIT 1),
            'ringBusy', (SELECT 'run ' || n.run || ' is at ' || n.scanner FROM ring_now n WHERE n.ring = s.name ORDER BY n.run LIMIT 1),
            'total', (SELECT count(*) FROM done),
            'domains', coalesce((SELECT json_agg(json_build_object('request', f.request, 'domain', f.domain, 'name', f.name,
                    'coolsUntil', rfc3339(CASE WHEN r.accepted_at + s.min_interval > clock_timestamp() THEN r.accepted_at + s.min_interval END)) ORDER BY f.name)
                FROM (SELECT * FROM done ORDER BY name LIMIT 100) f
                LEFT JOIN request r ON r.domain_id = f.domain AND r.scanner = s.name), '[]'))::text END AS answer
FROM call c LEFT JOIN target t ON true LEFT JOIN scanner s ON s.name = c.scanner
