-- Hops that are under way in a ring, each with the queue that starts it, since its last start, whether its scanner is held, and second: it has another token before it.
SELECT n.hop, n.scanner, s.queue, extract(epoch FROM clock_timestamp() - coalesce(h.restarted_at, n.since))::bigint / 60 AS minutes,
    EXISTS (SELECT FROM held f WHERE f.scanner IS NULL OR f.scanner = n.scanner) AS held,
    EXISTS (SELECT FROM ring_now o WHERE o.scanner = n.scanner AND (o.since, o.hop) < (n.since, n.hop)) AS second
FROM ring_now n JOIN scanner s ON s.name = n.scanner JOIN hop h ON h.id = n.hop
WHERE s.ring IS NOT NULL
ORDER BY n.hop
