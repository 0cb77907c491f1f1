-- What the page shows of the database, as one JSON text: nothing in it changes as long as nothing happens, so times and no ages. Counts are
-- bounded: beyond 10,000 the page says so, and the gauges know more.
WITH scanners AS (
    SELECT s.name, s.ring, s.next, s.queue, extract(epoch FROM d.median)::float8 AS usual, w.waiting, w.oldest, p.parked
    FROM scanner s
    LEFT JOIN hop_duration d ON d.scanner = s.name
    CROSS JOIN LATERAL (
        SELECT count(*) AS waiting, min(f.requested_at) AS oldest FROM (
            SELECT r.requested_at FROM request r WHERE r.scanner = s.name AND r.state = 'waiting' ORDER BY r.due_at, r.id LIMIT 10001) f) w
    CROSS JOIN LATERAL (
        SELECT count(*) AS parked FROM (
            SELECT FROM request r WHERE r.scanner = s.name AND r.state = 'parked' LIMIT 10001) f) p
), rings AS (
    SELECT s.ring, (SELECT first.round_at FROM scanner first WHERE first.name = s.ring) AS round_at
    FROM (SELECT DISTINCT ring FROM scanner WHERE ring IS NOT NULL) s
)
SELECT json_build_object(
    'scanners', (SELECT coalesce(json_agg(json_build_object(
        'name', s.name, 'ring', s.ring, 'next', s.next, 'queue', s.queue, 'usuallySeconds', s.usual,
        'waiting', s.waiting, 'oldest', s.oldest, 'parked', s.parked) ORDER BY s.name), '[]') FROM scanners s),
    'rings', (SELECT coalesce(json_agg(json_build_object(
        'ring', r.ring, 'restingUntil', r.round_at,
        'tokens', (SELECT coalesce(json_agg(json_build_object(
            'run', n.run, 'runBegunAt', n.run_begun_at, 'begunBy', n.begun_by, 'scanner', n.scanner, 'since', n.since,
            'usuallySeconds', extract(epoch FROM n.usually)::float8, 'state', n.state, 'why', n.why, 'restarts', n.restarts)
            ORDER BY n.run, n.hop), '[]') FROM (SELECT * FROM ring_now t WHERE t.ring = r.ring ORDER BY t.run LIMIT 20) n))
        ORDER BY r.ring), '[]') FROM rings r),
    'runs', (SELECT coalesce(json_agg(json_build_object(
        'run', r.id, 'ring', r.ring, 'begunAt', r.begun_at, 'begunBy', r.begun_by, 'endedAt', r.ended_at, 'outcome', r.outcome,
        'hops', (SELECT coalesce(json_agg(json_build_object(
            'scanner', h.scanner, 'begunAt', h.begun_at, 'endedAt', h.ended_at, 'status', h.status, 'state', h.state,
            'said', left(h.said, 300), 'restarts', h.restarts) ORDER BY h.id), '[]')
            FROM (SELECT * FROM hop o WHERE o.run = r.id ORDER BY o.id LIMIT 40) h))
        ORDER BY r.id DESC), '[]') FROM (SELECT * FROM run ORDER BY id DESC LIMIT 12) r),
    'holds', (SELECT coalesce(json_agg(json_build_object(
        'scanner', h.scanner, 'reason', h.reason, 'who', h.who, 'since', h.since, 'until', h.until) ORDER BY h.scanner NULLS FIRST), '[]')
        FROM held h),
    'instances', (SELECT coalesce(json_agg(json_build_object(
        'address', a.address, 'version', a.version, 'since', a.since, 'leader', a.leads) ORDER BY a.since, a.id), '[]')
        FROM (SELECT * FROM instances_now() ORDER BY since, id LIMIT 50) a)
)::text
