-- What a run of a scanner would ask for: its domains, each with what is there for it already.
SELECT d.id, d.name, d.enabled, r.state, r.last_error,
    CASE WHEN r.accepted_at + s.min_interval > clock_timestamp() THEN r.accepted_at + s.min_interval END AS cools_until
FROM orchestratorm8.scanner s
CROSS JOIN cptm8domain d
LEFT JOIN orchestratorm8.request r ON r.domain_id = d.id AND r.scanner = s.name
WHERE s.name = ? AND (d.id = ANY (?::uuid[]) OR ?::uuid[] IS NULL AND d.enabled)
ORDER BY d.name, d.id
