-- Arguments, of which there are none, and who.
SELECT 200 AS status, json_build_object('ended', resume_scanner(NULL, who, 'api')) AS answer FROM (SELECT ?::jsonb AS c, ?::text AS who) given
