-- A page of runs with their hops, the latest first.
WITH call AS (
    SELECT coalesce((c ->> 'after')::bigint, 9223372036854775807) AS after, (c ->> 'limit')::int AS most FROM (SELECT ?::jsonb AS c) given
), page AS (
    SELECT r.* FROM run r WHERE r.id < (SELECT after FROM call) ORDER BY r.id DESC LIMIT (SELECT most + 1 FROM call)
), shown AS (
    SELECT p.* FROM page p ORDER BY p.id DESC LIMIT (SELECT most FROM call)
)
SELECT json_build_object(
    'items', coalesce((SELECT json_agg(json_build_object('id', r.id, 'ring', r.ring, 'begunAt', rfc3339(r.begun_at), 'begunBy', r.begun_by,
        'endedAt', rfc3339(r.ended_at), 'outcome', r.outcome, 'hops', coalesce((
            SELECT json_agg(json_build_object('scanner', h.scanner, 'begunAt', rfc3339(h.begun_at), 'endedAt', rfc3339(h.ended_at),
                'status', h.status, 'said', h.said, 'state', h.state, 'why', h.why, 'restarts', h.restarts) ORDER BY h.id)
            FROM hop h WHERE h.run = r.id), '[]')) ORDER BY r.id DESC) FROM shown r), '[]'),
    'next', CASE WHEN (SELECT count(*) FROM page) > c.most THEN (SELECT min(s.id) FROM shown s) END)
FROM call c
