-- The domain of this id.
SELECT d.id, d.name, d.companyname, d.enabled FROM cptm8domain d WHERE d.id = ?::uuid
