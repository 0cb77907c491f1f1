-- What OrchestratorM8 keeps of its own. Every name lives in the schema of this migration's history table
-- (${flyway:defaultSchema}); of CPTM8's tables only triggers on cptm8domain are added, in V2.

CREATE TABLE scanner (
    name            text PRIMARY KEY,
    on_change       boolean     NOT NULL,
    min_interval    interval    NOT NULL DEFAULT '0',
    cron            text,
    next_rescan_at  timestamptz,
    walk_reason     text,
    walk_after      uuid,
    registered_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE scanner IS 'What the capture trigger must know of each file in routes/scanners.';
COMMENT ON COLUMN scanner.on_change IS 'A changed domain becomes a request for this scanner.';
COMMENT ON COLUMN scanner.min_interval IS 'Shortest time between two accepted requests of one domain.';
COMMENT ON COLUMN scanner.walk_reason IS 'A pass over all enabled domains is under way, because of this; null: none.';
COMMENT ON COLUMN scanner.walk_after IS 'The last domain id that the pass has seen.';

-- One row for each scanner and domain, for ever: it is the queue, the last receipt and the answer to "why not?".
CREATE TABLE request (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    domain_id     uuid        NOT NULL,
    scanner       text        NOT NULL,
    generation    integer     NOT NULL DEFAULT 1,
    state         text        NOT NULL DEFAULT 'waiting'
                  CHECK (state IN ('waiting', 'done', 'parked', 'cancelled')),
    reason        text        NOT NULL,
    requested_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at        timestamptz NOT NULL DEFAULT now(),
    claim         uuid,
    attempt       integer     NOT NULL DEFAULT 0,
    repeats       integer     NOT NULL DEFAULT 0,
    receipt       text        CHECK (receipt IN ('accepted', 'already waiting', 'unroutable', 'unknown')),
    receipt_at    timestamptz,
    accepted_at   timestamptz,
    first_error   text,
    last_error    text,
    -- domain first: a deleted or disabled domain is looked up by its id alone
    CONSTRAINT request_domain_scanner_unique UNIQUE (domain_id, scanner)
) WITH (fillfactor = 70);
COMMENT ON COLUMN request.generation IS 'Counts distinct wishes; with id it makes the message_id, so that a repeat of one wish carries the same one.';
COMMENT ON COLUMN request.due_at IS 'Not looked at before. A claim moves it to the end of its lease, so that a lapsed lease is simply due again.';
COMMENT ON COLUMN request.claim IS 'Token of the claim that may settle this row; null: nobody works on it.';
COMMENT ON COLUMN request.repeats IS 'Publications whose word from the broker was lost: possible duplicates with the same message_id.';

CREATE INDEX request_due ON request (scanner, due_at, id) WHERE state = 'waiting';

CREATE VIEW parked AS
SELECT scanner, domain_id, reason, attempt, first_error, last_error, receipt_at AS parked_at
FROM request
WHERE state = 'parked';
COMMENT ON VIEW parked IS 'Requests that are not published, with the reason; renaming or re-enabling the domain asks again.';
