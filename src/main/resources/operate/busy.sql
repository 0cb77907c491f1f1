-- The token that is on its way in the ring of this scanner; of several, the oldest.
SELECT n.run, n.scanner FROM orchestratorm8.ring_now n JOIN orchestratorm8.scanner s ON s.ring = n.ring WHERE s.name = ? ORDER BY n.run LIMIT 1
