-- Hops that are under way in a ring, each with the queue that starts it.
SELECT n.hop, n.scanner, s.queue, extract(epoch FROM clock_timestamp() - n.since)::bigint / 60 AS minutes
FROM ring_now n JOIN scanner s ON s.name = n.scanner
WHERE s.ring IS NOT NULL
ORDER BY n.hop
