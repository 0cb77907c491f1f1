-- Requests that cannot be sent for a reason of their own: counted, parked, and handled by people.

ALTER TABLE request ADD COLUMN not_sent integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN request.not_sent IS 'Attempts of this wish that failed for a reason of its own. Counts no further than attempt, which a new wish sets back.';

CREATE INDEX request_parked ON request (scanner, id) WHERE state = 'parked';

-- The names by a function, since a view on the platform's table would keep its owner from changing it.
CREATE OR REPLACE VIEW parked AS
SELECT q.scanner, q.domain_id, q.reason, q.attempt, q.first_error, q.last_error, q.receipt_at AS parked_at,
    q.id AS request, q.requested_at, d.name
FROM request q
LEFT JOIN domains_now((SELECT array_agg(p.domain_id) FROM request p WHERE p.state = 'parked')) d ON d.id = q.domain_id
WHERE q.state = 'parked';
COMMENT ON VIEW parked IS 'Requests that are not published, with the reason. Renaming or re-enabling the domain asks again; so does retry_parked.';

-- Asks again for what is parked, as a new wish with a message_id of its own, and rings. Answers which requests were parked.
CREATE FUNCTION retry_parked(requests bigint[]) RETURNS SETOF bigint
LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    RETURN QUERY UPDATE request r
        SET state = 'waiting', reason = 'retried', generation = r.generation + 1, requested_at = clock_timestamp(),
            due_at = clock_timestamp(), claim = NULL, attempt = 0, not_sent = 0, repeats = 0, first_error = NULL, last_error = NULL
        WHERE r.id = ANY (requests) AND r.state = 'parked'
        RETURNING r.id;
    PERFORM pg_notify('${flyway:defaultSchema}_request', '');
END $$;

-- Gives up what is parked; its domain is asked for again by the next change or schedule. Answers which requests were parked.
CREATE FUNCTION drop_parked(requests bigint[], why text) RETURNS SETOF bigint
LANGUAGE sql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    UPDATE request r SET state = 'cancelled', claim = NULL, last_error = 'dropped: ' || coalesce(why, 'no reason given')
    WHERE r.id = ANY (requests) AND r.state = 'parked'
    RETURNING r.id
$$;
