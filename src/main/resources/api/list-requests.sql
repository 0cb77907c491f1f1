-- The requests of the domain of this id, or of this name.
SELECT json_build_object('items', requests_json(d.id))
FROM (SELECT ?::jsonb ->> 'domain' AS domain) call
JOIN cptm8domain d ON d.name = call.domain
    OR d.id = CASE WHEN call.domain ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN call.domain::uuid END
ORDER BY d.name = call.domain
LIMIT 1
