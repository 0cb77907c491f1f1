-- Arguments, who.
WITH call AS (SELECT c ->> 'scanner' AS scanner, c ->> 'reason' AS reason, (c ->> 'until')::timestamptz AS until, who FROM (SELECT ?::jsonb AS c, ?::text AS who) given),
done AS MATERIALIZED (SELECT c.*, hold_scanner(c.scanner, c.reason, c.who, 'api', c.until) AS hold FROM call c)
SELECT CASE WHEN d.hold IS NOT NULL THEN 201 END AS status, json_build_object('scanner', d.scanner, 'reason', d.reason, 'who', d.who,
    'since', rfc3339(coalesce(
        (SELECT h.since FROM held h WHERE h.scanner IS NOT DISTINCT FROM d.scanner), clock_timestamp())), 'until', rfc3339(d.until)) AS answer
FROM done d
