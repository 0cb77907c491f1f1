-- For each scanner: what waits, and the broker's last word with its age.
WITH word AS (
    SELECT scanner, state, receipt, CASE receipt WHEN 'accepted' THEN accepted_at ELSE receipt_at END AS at
    FROM orchestratorm8.request
), last AS (
    SELECT scanner, max(at) AS at FROM word WHERE receipt IS NOT NULL GROUP BY scanner
)
SELECT w.scanner, count(*) FILTER (WHERE w.state = 'waiting') AS waiting,
    min(w.receipt) FILTER (WHERE w.at = l.at) AS receipt,
    extract(epoch FROM clock_timestamp() - max(l.at))::float8 AS age_seconds
FROM word w LEFT JOIN last l ON l.scanner = w.scanner
GROUP BY w.scanner
