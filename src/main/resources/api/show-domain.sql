-- The domain of this id, or of this name, with its requests.
SELECT json_build_object('id', d.id, 'name', d.name, 'company', d.companyname, 'enabled', d.enabled, 'requests', coalesce((
    SELECT json_agg(json_build_object('id', r.id, 'scanner', r.scanner, 'state', r.state, 'reason', r.reason,
        'requestedAt', rfc3339(r.requested_at), 'dueAt', rfc3339(r.due_at), 'attempts', r.attempt, 'receipt', r.receipt,
        'receiptAt', rfc3339(r.receipt_at), 'acceptedAt', rfc3339(r.accepted_at), 'error', r.last_error) ORDER BY r.scanner)
    FROM request r WHERE r.domain_id = d.id), '[]'))
FROM (SELECT ?::jsonb ->> 'domain' AS domain) call
JOIN cptm8domain d ON d.name = call.domain
    OR d.id = CASE WHEN call.domain ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN call.domain::uuid END
ORDER BY d.name = call.domain
LIMIT 1
