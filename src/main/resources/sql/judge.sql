-- Judges a hop, by the clock and by what its queue says.
SELECT * FROM judge(:#hop, :#waiting, :#words, :#floor::interval, :#ceiling::interval, :#restarts::int)
