-- The domain of this id, or of exactly this name, or of this name in small letters, in this order. A name may look like another's id; then the id is meant.
WITH call AS (SELECT ?::uuid AS id, ?::text AS name)
SELECT d.id FROM call c JOIN cptm8domain d ON d.id = c.id OR d.name = c.name OR d.name = lower(c.name)
ORDER BY d.id = c.id DESC, d.name = c.name DESC LIMIT 1
