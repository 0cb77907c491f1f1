package io.cptm8.orchestratorm8.doctor;

import static io.cptm8.orchestratorm8.doctor.Severity.ERROR;
import static io.cptm8.orchestratorm8.doctor.Severity.WARNING;

import java.util.Locale;

/** Everything that can be found. The code of each is its name in small letters, and stays what it is. */
public enum Ailment {
    FILE_WRONG(ERROR),
    BINDING_DOES_NOT_MATCH(ERROR),
    BINDING_OVERLAPS(WARNING),
    RING_OPEN(WARNING),

    BROKER_AWAY(ERROR),
    BROKER_REFUSES_LOGIN(ERROR),
    BROKER_BLOCKS(ERROR),
    CHANNEL_MAX_LOWERED(WARNING),
    HEARTBEAT_LOWERED(WARNING),
    EXCHANGE_MISSING(ERROR),
    EXCHANGE_DIFFERS(ERROR),
    QUEUE_MISSING(ERROR),
    QUEUE_LOCKED(ERROR),
    QUEUE_DIFFERS(ERROR),
    /** Messages wait in it, and nobody takes them. */
    QUEUE_STUCK(ERROR),
    QUEUE_WITHOUT_CONSUMER(WARNING),
    QUEUE_FULL(WARNING),
    PERMISSION_CONFIGURE(ERROR),
    PERMISSION_WRITE(ERROR),
    PERMISSION_READ(ERROR),
    BINDING_MISSING(ERROR),
    BINDING_FOREIGN(WARNING),
    QUEUE_POLICY(WARNING),
    MANAGEMENT_UNUSABLE(WARNING),

    DATABASE_AWAY(ERROR),
    DATABASE_REFUSES_LOGIN(ERROR),
    POSTGRESQL_TOO_OLD(ERROR),
    DOMAIN_TABLE_MISSING(ERROR),
    DOMAIN_TABLE_DIFFERS(ERROR),
    RIGHTS_MISSING(ERROR),
    SCHEMA_MISSING(WARNING),
    MIGRATION_PENDING(WARNING),
    MIGRATION_FAILED(ERROR),
    MIGRATION_NEWER(ERROR),
    TRIGGER_MISSING(ERROR),
    TRIGGER_DISABLED(ERROR),
    TRIGGER_CHANGED(ERROR),
    CONNECTIONS_SHORT(WARNING),
    CLOCK_SKEW(WARNING),
    SYNCHRONOUS_COMMIT_OFF(WARNING),
    POOLER(ERROR),
    NO_INSTANCE(WARNING),
    LEADER_LOCK_TAKEN(ERROR),
    SCANNER_NOT_REGISTERED(WARNING),
    SCANNER_CHANGED(WARNING),
    SCANNER_WITHOUT_FILE(WARNING),
    REQUESTS_OVERDUE(ERROR),
    REQUESTS_PARKED(WARNING);

    private final Severity severity;

    Ailment(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
