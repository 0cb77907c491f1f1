package io.cptm8.orchestratorm8.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens to PostgreSQL and to the way to it. */
final class DatabaseFaults {

    private static final Duration SLOW = Duration.ofMillis(20);
    private static final String OTHERS =
            "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    /** The session that listens asks for nothing else. */
    private static final String LISTENER = OTHERS + " AND query ~ 'LISTEN|pg_listening_channels|pg_try_advisory_lock'";

    private DatabaseFaults() {}

    static List<Fault> all() {
        return List.of(
                Rounds.of("all-sessions-ended", rig -> rig.count("SELECT count(pg_terminate_backend(pid)) " + OTHERS)),
                Rounds.of("a-server-process-crashes", rig -> rig.site().server().crashOne(rig.database())),
                Rounds.of("postgresql-restarted", rig -> restart(rig, Server.Stop.FAST)),
                Rounds.of("postgresql-stopped-at-once", rig -> restart(rig, Server.Stop.IMMEDIATE)),
                Rounds.of("no-session-to-be-had", DatabaseFaults::exhaust),
                Rounds.of("listener-ended", rig -> rig.count("SELECT count(pg_terminate_backend(pid)) " + LISTENER)),
                Rounds.of("listener-silent", DatabaseFaults::silenceListener),
                Rounds.of("database-silent", rig -> {
                    rig.toDatabase().blackhole(true);
                    Poll.pass(4);
                    rig.toDatabase().blackhole(false);
                }),
                Rounds.of("database-cut-off", rig -> {
                    rig.toDatabase().refuse(true);
                    rig.toDatabase().cutAll();
                    Poll.pass(3);
                    rig.toDatabase().refuse(false);
                }),
                Rounds.of("database-slow", rig -> {
                    rig.toDatabase().slow(SLOW);
                    Poll.pass(2);
                    rig.toDatabase().slow(Duration.ZERO);
                }),
                Rounds.of("doorbell-never-rung", DatabaseFaults::muffleDoorbell));
    }

    private static void restart(Rig rig, Server.Stop how) throws Exception {
        rig.site().server().stop(how);
        Poll.pass(1);
        rig.site().server().start();
    }

    /** Somebody else has every session that the server gives, when the program needs new ones. */
    private static void exhaust(Rig rig) throws Exception {
        var held = new ArrayList<Connection>();
        try {
            rig.count("SELECT count(pg_terminate_backend(pid)) " + OTHERS);
            for (var end = System.nanoTime() + 2_000_000_000L; System.nanoTime() < end; ) {
                try {
                    held.add(rig.connect());
                } catch (SQLException noneLeft) {
                    Poll.pass(0.05);
                }
            }
        } finally {
            for (var each : held) {
                each.close();
            }
        }
    }

    private static void silenceListener(Rig rig) throws Exception {
        rig.toDatabase().silence((int) rig.count("SELECT coalesce(max(client_port), 0) " + LISTENER));
        Poll.pass(1);
    }

    /** Who holds the doorbell's lock keeps every writer from ringing. */
    private static void muffleDoorbell(Rig rig) throws Exception {
        try (var connection = rig.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('orchestratorm8.doorbell'))");
            Poll.pass(2);
            connection.rollback();
        }
    }
}
