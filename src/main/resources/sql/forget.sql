-- Forgets runs and hand-overs that are older than this; of what strangers may write, all but the newest.
SELECT forget(:#keep::interval, 100000)
