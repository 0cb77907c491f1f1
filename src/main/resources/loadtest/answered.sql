-- Each request of a run that the broker has answered, with its moments in microseconds of the database's clock.
-- leased_until is that of the claim that was settled: nothing moves it after that.
SELECT scanner, domain_id, (extract(epoch FROM requested_at) * 1000000)::bigint AS asked,
    (extract(epoch FROM leased_until) * 1000000)::bigint AS lease_end,
    (extract(epoch FROM receipt_at) * 1000000)::bigint AS answered
FROM orchestratorm8.request
WHERE domain_id BETWEEN ? AND ? AND state = 'done' AND generation = 1
