-- Of each ring with two tokens that are at different scanners the later one: who has it, and to whom it is handed over next. Not while the other is late:
-- it may be none any more.
SELECT DISTINCT ON (n.ring) n.ring, n.run, n.scanner AS giver, r.name AS receiver, r.queue, o.run AS other, clock_timestamp() AS asked_at
FROM ring_now n
JOIN scanner g ON g.name = n.scanner
JOIN scanner r ON r.name = g.next
JOIN ring_now o ON o.ring = n.ring AND o.run < n.run AND o.scanner <> n.scanner AND o.state IS NULL
ORDER BY n.ring, n.run DESC, o.run
