-- A page of what is parked, by the number of the request.
WITH call AS (
    SELECT coalesce((c ->> 'after')::bigint, 0) AS after, c ->> 'scanner' AS scanner, (c ->> 'limit')::int AS most FROM (SELECT ?::jsonb AS c) given
), page AS (
    SELECT r.* FROM request r
    WHERE r.state = 'parked' AND r.id > (SELECT after FROM call) AND r.scanner = coalesce((SELECT scanner FROM call), r.scanner)
    ORDER BY r.id LIMIT (SELECT most + 1 FROM call)
), shown AS (
    SELECT p.*, d.name FROM (SELECT * FROM page ORDER BY id LIMIT (SELECT most FROM call)) p LEFT JOIN cptm8domain d ON d.id = p.domain_id
)
SELECT json_build_object(
    'items', coalesce((SELECT json_agg(json_build_object('request', s.id, 'scanner', s.scanner, 'domain', s.domain_id, 'name', s.name,
        'reason', s.reason, 'requestedAt', rfc3339(s.requested_at), 'parkedAt', rfc3339(s.receipt_at), 'attempts', s.attempt,
        'error', s.last_error) ORDER BY s.id) FROM shown s), '[]'),
    'next', CASE WHEN (SELECT count(*) FROM page) > c.most THEN (SELECT max(s.id) FROM shown s) END)
FROM call c
