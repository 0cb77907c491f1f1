-- Arguments, who.
WITH call AS (SELECT (c ->> 'request')::bigint AS request, c ->> 'why' AS why, who FROM (SELECT ?::jsonb AS c, ?::text AS who) given),
done AS MATERIALIZED (
    SELECT r AS request, write_audit(c.who, 'api', 'parked drop', r::text, 'done', c.why) FROM call c, drop_parked(ARRAY[c.request], c.why) r)
SELECT CASE WHEN d.request IS NOT NULL THEN 200 WHEN r.id IS NULL THEN 404 ELSE 409 END AS status,
    CASE WHEN d.request IS NOT NULL THEN json_build_object('request', d.request, 'state', 'cancelled')::text
        WHEN r.id IS NULL THEN 'There is no such request.' ELSE 'This request is not parked; it is ' || r.state || '.' END AS answer
FROM call c LEFT JOIN done d ON true LEFT JOIN request r ON r.id = c.request
