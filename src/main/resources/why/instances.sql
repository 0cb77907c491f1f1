-- How many instances are seen to listen on this database, and whether one of them leads.
SELECT count(*) AS listening, coalesce(bool_or(i.leads), false) AS led FROM instances_now() i
