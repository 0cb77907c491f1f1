-- The domain of this id, or of exactly this name. A name may look like another's id; then the id is meant.
SELECT d.id FROM cptm8domain d WHERE d.id = ?::uuid OR d.name = ?::text ORDER BY d.id = ?::uuid DESC LIMIT 1
