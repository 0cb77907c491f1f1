-- Runs that left something behind. A row is a run's only if id, name and company all say so.
WITH domain AS (
    SELECT left(d.id::text, 8) AS run
    FROM "${cptm8Schema}".cptm8domain d
    WHERE d.companyname = 'orchestratorm8 loadtest ' || left(d.id::text, 8)
        AND d.id::text LIKE '________-10ad-8e57-8000-%'
        AND d.name LIKE 'd%.r' || left(d.id::text, 8) || '.loadtest.example'
), request AS (
    SELECT DISTINCT left(r.domain_id::text, 8) AS run
    FROM orchestratorm8.request r
    WHERE r.domain_id::text LIKE '________-10ad-8e57-8000-%'
        AND NOT EXISTS (SELECT FROM "${cptm8Schema}".cptm8domain d WHERE d.id = r.domain_id)
)
SELECT run, sum(domains)::bigint AS domains
FROM (SELECT run, count(*) AS domains FROM domain GROUP BY run UNION ALL SELECT run, 0 FROM request) AS found
GROUP BY run ORDER BY run
