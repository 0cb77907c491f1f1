-- What a pass over the domains asked for while they were being removed.
DELETE FROM orchestratorm8.request r
WHERE r.domain_id BETWEEN ? AND ?
    AND NOT EXISTS (SELECT FROM "${cptm8Schema}".cptm8domain d WHERE d.id = r.domain_id)
