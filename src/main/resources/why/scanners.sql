-- What each scanner that asks by itself, or was asked, has to do with a domain; its place in the queue of those that wait, counted to 10,001.
SELECT s.name, s.on_change, s.cron IS NOT NULL AS scheduled, s.walk_reason, s.ring,
    r.state, r.reason, r.requested_at, nullif(r.due_at, 'infinity') AS due_at, r.attempt, r.receipt, r.receipt_at, r.accepted_at, r.last_error,
    r.due_at = 'infinity' AS held, r.due_at > clock_timestamp() AS later,
    coalesce(r.claim IS NOT NULL AND r.leased_until > clock_timestamp(), false) AS claimed,
    CASE WHEN r.state = 'waiting' THEN (
        SELECT count(*) FROM (
            SELECT FROM request q
            WHERE q.scanner = r.scanner AND q.state = 'waiting' AND (q.due_at, q.id) <= (r.due_at, r.id)
            LIMIT 10001) f
    ) END AS position
FROM scanner s
LEFT JOIN request r ON r.scanner = s.name AND r.domain_id = ?::uuid
WHERE s.on_change OR s.cron IS NOT NULL OR r.id IS NOT NULL
ORDER BY s.name
