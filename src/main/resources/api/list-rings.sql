-- Every ring with its scanners and the tokens on their way; it takes no argument.
SELECT json_build_object('items', coalesce(json_agg(json_build_object('ring', r.ring, 'scanners', r.scanners, 'running', coalesce((
    SELECT json_agg(json_build_object('run', n.run, 'begunAt', rfc3339(n.run_begun_at), 'begunBy', n.begun_by, 'scanner', n.scanner,
        'since', rfc3339(n.since), 'usuallySeconds', extract(epoch FROM n.usually)::float8, 'state', n.state, 'why', n.why,
        'restarts', n.restarts) ORDER BY n.run)
    FROM ring_now n WHERE n.ring = r.ring), '[]')) ORDER BY r.ring), '[]'))
FROM (SELECT ?::jsonb) call, (SELECT s.ring, json_agg(s.name ORDER BY s.name) AS scanners FROM scanner s WHERE s.ring IS NOT NULL GROUP BY s.ring) r
