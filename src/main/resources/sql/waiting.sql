-- For the gauges: how many wait, since when the oldest does, how many of them are leased at the moment, how many are parked, and whether the
-- scanner is held.
WITH w AS (
    SELECT scanner, count(*) AS waiting, min(requested_at) AS oldest,
        count(*) FILTER (WHERE claim IS NOT NULL AND leased_until > clock_timestamp()) AS leased
    FROM request WHERE state = 'waiting' GROUP BY scanner
), p AS (
    SELECT scanner, count(*) AS parked FROM request WHERE state = 'parked' GROUP BY scanner
)
SELECT s.name AS scanner, coalesce(waiting, 0) AS waiting, coalesce(leased, 0) AS leased, coalesce(parked, 0) AS parked,
    coalesce(extract(epoch FROM clock_timestamp() - oldest), 0)::float8 AS oldest_seconds,
    EXISTS (SELECT FROM held h WHERE h.scanner IS NULL OR h.scanner = s.name)::int AS held
FROM scanner s LEFT JOIN w ON w.scanner = s.name LEFT JOIN p ON p.scanner = s.name
