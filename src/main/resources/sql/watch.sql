-- Hops that are under way in a ring, each with the queue that starts it, whether its scanner is held, and second: it has another token before it.
SELECT n.hop, n.scanner, s.queue, extract(epoch FROM clock_timestamp() - n.since)::bigint / 60 AS minutes,
    EXISTS (SELECT FROM held h WHERE h.scanner IS NULL OR h.scanner = n.scanner) AS held,
    EXISTS (SELECT FROM ring_now o WHERE o.scanner = n.scanner AND (o.since, o.hop) < (n.since, n.hop)) AS second
FROM ring_now n JOIN scanner s ON s.name = n.scanner
WHERE s.ring IS NOT NULL
ORDER BY n.hop
