-- A page of what is parked, by the number of the request. The index has each scanner's in that order: so many of each are read, and no more.
WITH RECURSIVE call AS (
    SELECT coalesce((c ->> 'after')::bigint, 0) AS after, c ->> 'scanner' AS scanner, (c ->> 'limit')::int AS most FROM (SELECT ?::jsonb AS c) given
), parking AS (
    (SELECT r.scanner FROM request r WHERE r.state = 'parked' ORDER BY r.scanner LIMIT 1)
    UNION ALL
    SELECT (SELECT r.scanner FROM request r WHERE r.state = 'parked' AND r.scanner > p.scanner ORDER BY r.scanner LIMIT 1)
    FROM parking p WHERE p.scanner IS NOT NULL
), page AS (
    SELECT r.* FROM parking p CROSS JOIN LATERAL (
        SELECT * FROM request q
        -- Of this scanner, so that nothing but that index has the order: by the primary key, all that is not parked would be passed.
        WHERE q.state = 'parked' AND (q.scanner, q.id) > (p.scanner, (SELECT after FROM call)) AND q.scanner <= p.scanner
        ORDER BY q.scanner, q.id LIMIT (SELECT most + 1 FROM call)
    ) r
    WHERE p.scanner = coalesce((SELECT scanner FROM call), p.scanner)
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
