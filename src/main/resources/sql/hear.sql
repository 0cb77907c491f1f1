-- Writes down a message on the platform's exchange, and what it says of the ring.
SELECT run, turn, recovered FROM hear(:#id, nullif(:#at, ''), :#source, :#key, :#status, nullif(:#words, ''))
