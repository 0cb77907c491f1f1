-- What has become of requests since they were asked for.
SELECT r.id, r.state, r.receipt, r.last_error, nullif(r.due_at, 'infinity') AS due_at, r.due_at = 'infinity' AS next_round,
    r.due_at > clock_timestamp() AS later, coalesce(r.receipt_at > ?::timestamptz, false) AS heard,
    coalesce(r.claim IS NOT NULL AND r.leased_until > clock_timestamp(), false) AS claimed
FROM orchestratorm8.request r WHERE r.id = ANY (?::bigint[])
