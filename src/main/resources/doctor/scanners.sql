-- Scanners as they were registered at the last start.
SELECT name, on_change, extract(epoch FROM min_interval)::float8 AS min_interval, coalesce(cron, '') AS cron
FROM orchestratorm8.scanner ORDER BY name
