-- Domains of this run. The capture trigger makes their requests in the same transaction.
INSERT INTO "${cptm8Schema}".cptm8domain (id, name, companyname, enabled)
SELECT n.id, n.name, ?, true FROM unnest(?::uuid[], ?::text[]) AS n(id, name)
