-- Hops that are under way in a ring, each with the queue that starts it, and whether its scanner is held.
SELECT n.hop, n.scanner, s.queue, extract(epoch FROM clock_timestamp() - n.since)::bigint / 60 AS minutes,
    EXISTS (SELECT FROM held h WHERE h.scanner IS NULL OR h.scanner = n.scanner) AS held
FROM ring_now n JOIN scanner s ON s.name = n.scanner
WHERE s.ring IS NOT NULL
ORDER BY n.hop
