-- The domain of this id, or of this name; of names that differ in their case only, the one that is written like this first. Only when none is
-- written so, nor in small letters, are all of them looked through; by a to z alone where there is no other letter, which takes a fraction of the time.
WITH call AS (SELECT ?::uuid AS id, ?::text AS name),
exact AS MATERIALIZED (
    SELECT d.id, d.name, d.companyname, d.enabled
    FROM call c JOIN cptm8domain d ON d.id = c.id OR d.name = c.name OR d.name = lower(c.name)
    ORDER BY d.name = c.name DESC
    LIMIT 1
)
SELECT id, name, companyname, enabled FROM exact
UNION ALL
(SELECT d.id, d.name, d.companyname, d.enabled
FROM cptm8domain d
WHERE NOT EXISTS (SELECT FROM exact)
    AND CASE WHEN (SELECT octet_length(name) = length(name) FROM call)
        THEN octet_length(d.name) = (SELECT octet_length(name) FROM call) AND lower(d.name COLLATE "C") = (SELECT lower(name COLLATE "C") FROM call)
        ELSE lower(d.name) = (SELECT lower(name) FROM call) END
LIMIT 1)
LIMIT 1
