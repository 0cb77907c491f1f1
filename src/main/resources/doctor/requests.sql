-- What waits, what is parked, and what nobody has taken for more than a minute since it was due, though nobody holds it.
SELECT scanner,
    count(*) FILTER (WHERE state = 'waiting') AS waiting,
    count(*) FILTER (WHERE state = 'parked') AS parked,
    count(*) FILTER (WHERE state = 'waiting' AND claim IS NULL AND due_at < clock_timestamp() - interval '1 minute'
        AND NOT EXISTS (SELECT FROM orchestratorm8.held h WHERE h.scanner IS NULL OR h.scanner = request.scanner)) AS overdue,
    coalesce(extract(epoch FROM clock_timestamp() - min(requested_at) FILTER (WHERE state = 'waiting'))::float8, 0) AS oldest_seconds,
    coalesce(max(last_error) FILTER (WHERE state = 'waiting'), '') AS waiting_error,
    coalesce(max(last_error) FILTER (WHERE state = 'parked'), '') AS parked_error
FROM orchestratorm8.request WHERE state IN ('waiting', 'parked') GROUP BY scanner ORDER BY scanner
