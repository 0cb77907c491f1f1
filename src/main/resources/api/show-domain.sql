-- The domain of this id, with its requests.
SELECT json_build_object('id', d.id, 'name', d.name, 'company', d.companyname, 'enabled', d.enabled, 'requests', requests_json(d.id))
FROM (SELECT (?::jsonb ->> 'domain')::uuid AS id) call
JOIN cptm8domain d ON d.id = call.id
