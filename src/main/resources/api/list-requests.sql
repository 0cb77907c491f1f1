-- The requests of the domain of this id.
SELECT json_build_object('items', requests_json(d.id))
FROM (SELECT (?::jsonb ->> 'domain')::uuid AS id) call
JOIN cptm8domain d ON d.id = call.id
