-- What has become of the requests of a run.
SELECT scanner, state, coalesce(receipt, '') AS receipt, count(*) AS requests, sum(repeats) AS repeats,
    count(*) FILTER (WHERE generation > 1) AS asked_again, coalesce(max(last_error), '') AS error,
    (extract(epoch FROM min(requested_at)) * 1000000)::bigint AS first_asked,
    (extract(epoch FROM max(receipt_at)) * 1000000)::bigint AS last_receipt
FROM orchestratorm8.request
WHERE domain_id BETWEEN ? AND ?
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
