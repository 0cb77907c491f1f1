-- Scanners that have a pass over the enabled domains to begin or to go on with.
SELECT name, cron, walk_reason IS NOT NULL AS walking,
    to_char(next_rescan_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS fired_at,
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS asked_at
FROM scanner
WHERE walk_reason IS NOT NULL OR next_rescan_at <= clock_timestamp()
ORDER BY name
