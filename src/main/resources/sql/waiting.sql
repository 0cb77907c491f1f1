-- For the gauges: how many wait, and since when the oldest does.
SELECT scanner, count(*) AS waiting, extract(epoch FROM clock_timestamp() - min(requested_at))::float8 AS oldest_seconds
FROM request WHERE state = 'waiting' GROUP BY scanner
