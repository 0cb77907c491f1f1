-- The domain of this name; of names that differ in their case only, the one that is written like this first.
SELECT d.id, d.name FROM cptm8domain d WHERE d.name = ?::text OR lower(d.name) = lower(?::text) ORDER BY d.name = ?::text DESC LIMIT 1
