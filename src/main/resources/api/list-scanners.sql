-- Every scanner that is registered; it takes no argument.
SELECT json_build_object('items', coalesce(json_agg(json_build_object('name', s.name, 'queue', s.queue, 'ring', s.ring, 'next', s.next,
    'onChange', s.on_change, 'cron', s.cron, 'waiting', w.waiting, 'oldestWaitingSince', rfc3339(w.oldest),
    'parked', (SELECT count(*) FROM request r WHERE r.scanner = s.name AND r.state = 'parked'),
    'lastAcceptedAt', rfc3339((SELECT max(r.accepted_at) FROM request r WHERE r.scanner = s.name)),
    'held', EXISTS (SELECT FROM held h WHERE h.scanner IS NULL OR h.scanner = s.name)) ORDER BY s.name), '[]'))
FROM (SELECT ?::jsonb) call, scanner s
CROSS JOIN LATERAL (SELECT count(*) AS waiting, min(r.requested_at) AS oldest FROM request r WHERE r.scanner = s.name AND r.state = 'waiting') w
