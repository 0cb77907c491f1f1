-- A page of the audit, the latest first.
WITH call AS (
    SELECT coalesce((c ->> 'after')::bigint, 9223372036854775807) AS after, (c ->> 'limit')::int AS most FROM (SELECT ?::jsonb AS c) given
), page AS (
    SELECT a.* FROM audit a WHERE a.id < (SELECT after FROM call) ORDER BY a.id DESC LIMIT (SELECT most + 1 FROM call)
), shown AS (
    SELECT p.* FROM page p ORDER BY p.id DESC LIMIT (SELECT most FROM call)
)
SELECT json_build_object(
    'items', coalesce((SELECT json_agg(json_build_object('id', s.id, 'at', rfc3339(s.at), 'who', s.who, 'via', s.via, 'action', s.action,
        'object', s.object, 'outcome', s.outcome, 'detail', s.detail) ORDER BY s.id DESC) FROM shown s), '[]'),
    'next', CASE WHEN (SELECT count(*) FROM page) > c.most THEN (SELECT min(s.id) FROM shown s) END)
FROM call c
