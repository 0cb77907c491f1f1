-- A page of domains by name, which is unique, and where the next one begins: ID:NAME of the last. Of names only a to z are made small, which takes
-- a fraction of the time. They are read from their index alone, and rows of those only that are shown: a look through all of them touches no row.
-- With "enabled", rows are read.
WITH call AS (
    SELECT coalesce(substr(c ->> 'after', 38), '') AS after,
        '%' || regexp_replace(lower(coalesce(c ->> 'query', '')), '([\\%_])', '\\\1', 'g') || '%' AS part,
        (c ->> 'enabled')::boolean AS enabled, (c ->> 'limit')::int AS most
    FROM (SELECT ?::jsonb AS c) given
), found AS (
    (SELECT d.name FROM cptm8domain d
    WHERE (SELECT enabled FROM call) IS NULL
        AND d.name > (SELECT after FROM call) AND lower(d.name COLLATE "C") LIKE (SELECT part FROM call)
    ORDER BY d.name LIMIT (SELECT most + 1 FROM call))
    UNION ALL
    (SELECT d.name FROM cptm8domain d
    WHERE (SELECT enabled FROM call) IS NOT NULL AND d.enabled = (SELECT enabled FROM call)
        AND d.name > (SELECT after FROM call) AND lower(d.name COLLATE "C") LIKE (SELECT part FROM call)
    ORDER BY d.name LIMIT (SELECT most + 1 FROM call))
), page AS (
    SELECT d.id, d.name, d.companyname, d.enabled, row_number() OVER (ORDER BY d.name) AS place
    FROM found f JOIN cptm8domain d ON d.name = f.name
)
SELECT json_build_object(
    'items', coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'company', p.companyname, 'enabled', p.enabled) ORDER BY p.place)
        FILTER (WHERE p.place <= c.most), '[]'),
    'next', max(CASE WHEN p.place = c.most AND c.most < (SELECT count(*) FROM page) THEN p.id || ':' || p.name END))
FROM call c LEFT JOIN page p ON true
