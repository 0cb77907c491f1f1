-- What the API keeps: answers under an Idempotency-Key, for a day.

CREATE TABLE kept_answer (
    caller      text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    status      int,
    answer      text,
    PRIMARY KEY (caller, key)
);
COMMENT ON TABLE kept_answer IS 'Changes over HTTP that came with an Idempotency-Key, and what was answered; written in the transaction of the change.';
COMMENT ON COLUMN kept_answer.caller IS 'Name of the API key: nobody reads the answer of another.';
COMMENT ON COLUMN kept_answer.fingerprint IS 'A digest of the operation and its arguments.';
CREATE INDEX kept_answer_at ON kept_answer (at);

-- A time as RFC 3339 has it, in UTC whatever the session's time zone is; null for none and for infinity.
CREATE FUNCTION rfc3339(t timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN isfinite(t) THEN to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') END
$$;

-- The requests of a domain, one for each scanner that was asked.
CREATE FUNCTION requests_json(of uuid) RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    SELECT coalesce(json_agg(json_build_object('id', r.id, 'scanner', r.scanner, 'state', r.state, 'reason', r.reason,
        'requestedAt', rfc3339(r.requested_at), 'dueAt', rfc3339(r.due_at), 'attempts', r.attempt, 'receipt', r.receipt,
        'receiptAt', rfc3339(r.receipt_at), 'acceptedAt', rfc3339(r.accepted_at), 'error', r.last_error) ORDER BY r.scanner), '[]')
    FROM request r WHERE r.domain_id = of
$$;
