-- Of the domains that one of these names means to the DNS, which knows no case and no last dot, the first. It looks through all names: by a to z alone where
-- one has no other letter, which takes a fraction of the time.
WITH call AS (SELECT array_agg(lower(rtrim(n, '.')) COLLATE "C") AS names FROM unnest(?::text[]) n)
SELECT d.id FROM cptm8domain d
WHERE CASE WHEN octet_length(d.name) = length(d.name) THEN lower(rtrim(d.name, '.') COLLATE "C") ELSE lower(rtrim(d.name, '.')) COLLATE "C" END
    = ANY ((SELECT names FROM call)::text[])
ORDER BY d.name LIMIT 1
