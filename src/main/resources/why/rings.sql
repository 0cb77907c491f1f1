-- Each token that is on its way in a ring; for a ring without one, the run that ended last.
SELECT s.ring, n.run, n.scanner, n.since, extract(epoch FROM n.usually)::float8 AS usually_seconds, n.state, n.why, n.restarts,
    first.round_at, last.id AS last_run, last.ended_at AS last_ended_at, last.outcome AS last_outcome
FROM (SELECT DISTINCT ring FROM scanner WHERE ring IS NOT NULL) s
JOIN scanner first ON first.name = s.ring
LEFT JOIN ring_now n ON n.ring = s.ring
LEFT JOIN LATERAL (
    SELECT r.id, r.ended_at, r.outcome FROM run r WHERE r.ring = s.ring AND r.ended_at IS NOT NULL ORDER BY r.id DESC LIMIT 1
) last ON true
ORDER BY s.ring, n.run
