-- Of the domains that one of these names means to the DNS, which knows no case and no last dot, the first. It reads the whole table.
SELECT d.id FROM cptm8domain d WHERE lower(rtrim(d.name, '.')) = ANY (SELECT lower(rtrim(n, '.')) FROM unnest(?::text[]) n) ORDER BY d.name LIMIT 1
