-- Scanners as the running instances have registered them.
SELECT name, on_change, coalesce(cron, '') AS cron FROM orchestratorm8.scanner ORDER BY name
