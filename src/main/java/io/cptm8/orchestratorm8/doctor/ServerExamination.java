package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Connector;
import io.cptm8.orchestratorm8.postgres.Migration;
import io.cptm8.orchestratorm8.postgres.Pooler;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The server itself: its version, its clock, its room for our connections, what is between us and it. */
final class ServerExamination {

    private static final Duration LARGEST_SKEW = Duration.ofSeconds(2);

    private final Settings.Database settings;
    private final Connector another;
    private final Clock clock;
    private final Notes notes;

    /** @param another opens a second connection like the one that is looked at */
    ServerExamination(Settings.Database settings, Connector another, Clock clock, Notes notes) {
        this.settings = settings;
        this.another = another;
        this.clock = clock;
        this.notes = notes;
    }

    void look(Connection connection) throws SQLException {
        var server = Query.named("server").row(connection);
        var found = new ArrayList<Finding>();
        if (server.number("major") < Migration.OLDEST_POSTGRESQL) {
            found.add(new Finding(
                    Ailment.POSTGRESQL_TOO_OLD,
                    "postgresql",
                    "PostgreSQL %s answers, but OrchestratorM8 needs %d or newer."
                            .formatted(server.text("version"), Migration.OLDEST_POSTGRESQL),
                    "Give it a newer server."));
        }
        if (server.text("synchronous_commit").equals("off")) {
            found.add(new Finding(
                    Ailment.SYNCHRONOUS_COMMIT_OFF,
                    "postgresql",
                    "synchronous_commit is off for our user: a crash of the server forgets the last commits, and messages that were sent are sent again.",
                    "ALTER DATABASE \"%s\" SET synchronous_commit = on; if it is set for the role, ALTER ROLE … RESET synchronous_commit;"
                            .formatted(settings.name())));
        }
        notes.looked("postgresql", settings.address(), "PostgreSQL " + server.text("version"), found);
        pooler(connection);
        limits(server);
        clock(connection);
    }

    private void pooler(Connection connection) throws SQLException {
        notes.looked(
                "pooler",
                settings.address(),
                "a session is kept",
                Pooler.keepsSession(connection, another)
                        ? List.of()
                        : List.of(
                                new Finding(
                                        Ailment.POOLER,
                                        "postgresql",
                                        "A pooler in transaction mode is between us and PostgreSQL: two statements on one connection were answered by two sessions. Listening and leading need a session of their own, so a start is refused.",
                                        "Set POSTGRESQL_HOSTNAME and POSTGRESQL_PORT to PostgreSQL itself, or to a pooler in session mode.")));
    }

    private void limits(Query.Row server) {
        var needed = Math.max(1, server.number("instances")) * (settings.pool().maximum() + 1);
        var found = new ArrayList<Finding>();
        shortage(
                found,
                "max_connections",
                server.number("server_limit") - server.number("server_used"),
                needed,
                "Raise max_connections in postgresql.conf, or lower orchestratorm8.database.pool.maximum.");
        if (!server.flag("superuser") && server.number("role_limit") >= 0) {
            shortage(
                    found,
                    "the role's CONNECTION LIMIT",
                    server.number("role_limit") - server.number("role_used"),
                    needed,
                    "ALTER ROLE \"%s\" CONNECTION LIMIT -1; or lower orchestratorm8.database.pool.maximum."
                            .formatted(settings.credentials().user()));
        }
        if (!server.flag("superuser") && server.number("database_limit") >= 0) {
            shortage(
                    found,
                    "the database's CONNECTION LIMIT",
                    server.number("database_limit") - server.number("database_used"),
                    needed,
                    "ALTER DATABASE \"%s\" CONNECTION LIMIT -1; or lower orchestratorm8.database.pool.maximum."
                            .formatted(settings.name()));
        }
        notes.looked(
                "connections",
                settings.name(),
                "%d may be needed, %d of %d are left by others"
                        .formatted(
                                needed,
                                server.number("server_limit") - server.number("server_used"),
                                server.number("server_limit")),
                found);
    }

    private static void shortage(List<Finding> found, String limit, long left, long needed, String cure) {
        if (left < needed) {
            found.add(new Finding(
                    Ailment.CONNECTIONS_SHORT,
                    "connections",
                    "%s leaves us %d connections at this moment, and the pool and the session that listens may need %d."
                            .formatted(limit, Math.max(0, left), needed),
                    cure));
        }
    }

    /** The server's clock stood somewhere between the question and the answer: outside of that is skew, for certain. */
    private void clock(Connection connection) throws SQLException {
        var query = Query.named("clock");
        query.row(connection); // so that the time is of one round trip, and no parsing
        var asked = clock.millis();
        var there = query.row(connection).number("now_millis");
        var answered = clock.millis();
        var skew = there > answered ? there - answered : there < asked ? there - asked : 0;
        notes.looked(
                "clock",
                settings.address(),
                skew == 0 ? "within %d ms".formatted(answered - asked) : "%+d ms".formatted(skew),
                Math.abs(skew) < LARGEST_SKEW.toMillis()
                        ? List.of()
                        : List.of(new Finding(
                                Ailment.CLOCK_SKEW,
                                "clock",
                                "The clock of PostgreSQL is at least %.1f s %s this machine's: schedules begin at the wrong time."
                                        .formatted(Math.abs(skew) / 1000.0, skew > 0 ? "ahead of" : "behind"),
                                "Set both by NTP (timedatectl set-ntp true).")));
    }
}
