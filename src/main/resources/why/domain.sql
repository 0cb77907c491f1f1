-- The domain of this id, or of this name; of names that differ in their case only, the one that is written like this first.
SELECT d.id, d.name, d.companyname, d.enabled
FROM cptm8domain d
WHERE d.id = ?::uuid OR d.name = ?::text OR lower(d.name) = lower(?::text)
ORDER BY d.name = ?::text DESC
LIMIT 1
