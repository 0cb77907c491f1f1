-- Parked requests, the oldest first, and how many there are in all. A parameter that is null leaves nothing out.
WITH asked AS (SELECT ?::bigint[] AS requests, ?::text AS domain, ?::text AS scanner)
SELECT p.request, p.scanner, p.domain_id, p.name, p.reason, p.requested_at, p.parked_at, p.attempt, p.first_error, p.last_error,
    count(*) OVER () AS in_all
FROM orchestratorm8.parked p CROSS JOIN asked a
WHERE (a.requests IS NULL OR p.request = ANY (a.requests))
    AND (a.domain IS NULL OR p.name = a.domain)
    AND (a.scanner IS NULL OR p.scanner = a.scanner)
ORDER BY p.parked_at NULLS FIRST, p.request
LIMIT ?::integer
