-- Some domains of a run; their requests go with them by the capture trigger.
DELETE FROM "${cptm8Schema}".cptm8domain d
WHERE d.id = ANY (ARRAY(
    SELECT c.id FROM "${cptm8Schema}".cptm8domain c
    WHERE c.id BETWEEN ? AND ? AND c.companyname = ? AND c.name LIKE ?
    ORDER BY c.id LIMIT 5000
))
