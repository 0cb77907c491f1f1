-- For the gauges: how many wait, since when the oldest does, and how many are parked.
WITH w AS (
    SELECT scanner, count(*) AS waiting, min(requested_at) AS oldest FROM request WHERE state = 'waiting' GROUP BY scanner
), p AS (
    SELECT scanner, count(*) AS parked FROM request WHERE state = 'parked' GROUP BY scanner
)
SELECT scanner, coalesce(waiting, 0) AS waiting, coalesce(parked, 0) AS parked,
    coalesce(extract(epoch FROM clock_timestamp() - oldest), 0)::float8 AS oldest_seconds
FROM w FULL JOIN p USING (scanner)
