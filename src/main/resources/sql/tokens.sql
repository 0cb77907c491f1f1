-- All scanners of the ring of this one, each with the run in which it is its turn. No row: it is in none.
SELECT s.name, s.queue, (
    SELECT h.run FROM hop h JOIN run r ON r.id = h.run
    WHERE h.scanner = s.name AND h.ended_at IS NULL AND r.ended_at IS NULL
    ORDER BY h.begun_at LIMIT 1) AS run
FROM scanner me JOIN scanner s ON s.ring = me.ring
WHERE me.name = ?
ORDER BY s.name
