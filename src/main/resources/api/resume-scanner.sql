-- Arguments, who.
SELECT 200 AS status, json_build_object('ended', resume_scanner(c ->> 'scanner', who, 'api')) AS answer FROM (SELECT ?::jsonb AS c, ?::text AS who) given
