-- Every scanner that is registered; it takes no argument. Requests are gone through once for all of them.
SELECT json_build_object('items', coalesce(json_agg(json_build_object('name', s.name, 'queue', s.queue, 'ring', s.ring, 'next', s.next,
    'onChange', s.on_change, 'cron', s.cron, 'waiting', coalesce(r.waiting, 0), 'oldestWaitingSince', rfc3339(r.oldest),
    'parked', coalesce(r.parked, 0), 'lastAcceptedAt', rfc3339(r.accepted),
    'held', EXISTS (SELECT FROM held h WHERE h.scanner IS NULL OR h.scanner = s.name)) ORDER BY s.name), '[]'))
FROM (SELECT ?::jsonb) call, scanner s
LEFT JOIN (
    SELECT g.scanner, max(g.accepted) AS accepted, sum(g.requests) FILTER (WHERE g.state = 'waiting')::bigint AS waiting,
        sum(g.requests) FILTER (WHERE g.state = 'parked')::bigint AS parked, min(g.oldest) FILTER (WHERE g.state = 'waiting') AS oldest
    FROM (
        SELECT q.scanner, q.state, count(*) AS requests, min(q.requested_at) AS oldest, max(q.accepted_at) AS accepted
        FROM request q GROUP BY q.scanner, q.state) g
    GROUP BY g.scanner
) r ON r.scanner = s.name
