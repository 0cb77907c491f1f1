-- What became of requests that are not parked, or no longer; one that there is not has no row.
SELECT id, state FROM orchestratorm8.request WHERE id = ANY (?)
