-- The domain of this id, or of this name, with its requests.
SELECT json_build_object('id', d.id, 'name', d.name, 'company', d.companyname, 'enabled', d.enabled, 'requests', requests_json(d.id))
FROM (SELECT ?::jsonb ->> 'domain' AS domain) call
JOIN cptm8domain d ON d.name = call.domain
    OR d.id = CASE WHEN call.domain ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN call.domain::uuid END
ORDER BY d.name = call.domain
LIMIT 1
