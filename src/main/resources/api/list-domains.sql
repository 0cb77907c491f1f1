-- Of names only a to z are made small, which takes a fraction of the time.
-- A page of domains by name, and where the next one begins: ID:NAME of the last.
WITH call AS (
    SELECT coalesce(substr(c ->> 'after', 38), '') AS name, coalesce(left(c ->> 'after', 36), '00000000-0000-0000-0000-000000000000')::uuid AS id,
        lower(coalesce(c ->> 'query', '')) AS query, (c ->> 'enabled')::boolean AS enabled, (c ->> 'limit')::int AS most
    FROM (SELECT ?::jsonb AS c) given
), page AS (
    SELECT d.id, d.name, d.companyname, d.enabled, row_number() OVER (ORDER BY d.name, d.id) AS place
    FROM cptm8domain d
    WHERE (d.name, d.id) > ((SELECT name FROM call), (SELECT id FROM call))
        AND strpos(lower(d.name COLLATE "C"), (SELECT query FROM call)) > 0
        AND d.enabled = coalesce((SELECT enabled FROM call), d.enabled)
    ORDER BY d.name, d.id
    LIMIT (SELECT most + 1 FROM call)
)
SELECT json_build_object(
    'items', coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'company', p.companyname, 'enabled', p.enabled) ORDER BY p.place)
        FILTER (WHERE p.place <= c.most), '[]'),
    'next', max(CASE WHEN p.place = c.most AND c.most < (SELECT count(*) FROM page) THEN p.id || ':' || p.name END))
FROM call c LEFT JOIN page p ON true
