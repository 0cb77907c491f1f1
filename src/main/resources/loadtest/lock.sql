-- One load test at a time on a database; the lock goes with the session, whatever ends it.
SELECT pg_try_advisory_lock(hashtext('orchestratorm8.loadtest')) AS free
