-- Asks, and says when, by the clock that receipts are written with.
SELECT n.request, n.domain, n.name, clock_timestamp() AS asked_at FROM orchestratorm8.run_now(?, ?::uuid, ?, 'cli') n
