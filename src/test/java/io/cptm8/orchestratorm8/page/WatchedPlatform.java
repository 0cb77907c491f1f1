package io.cptm8.orchestratorm8.page;

import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;

/** The whole application with two keys, a database and a broker behind a proxy, for tests of what the page shows of them. */
final class WatchedPlatform implements AutoCloseable {

    static final String OPERATOR = "om8_" + "o".repeat(43);
    static final String VIEWER = "om8_" + "v".repeat(43);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String LEADER = "hashtext('orchestratorm8_request.leader')";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();
    private final FaultProxy proxy = FaultProxy.to(broker.port());
    private final TestApplication application;
    private final Wire wire;

    WatchedPlatform(Path home) {
        var behind =
                new BrokerAddress(broker.host(), proxy.port(), broker.virtualHost(), broker.user(), broker.password());
        // What the watch would make of what these tests write is not what they are about.
        application =
                new TestApplication(home, database, behind).edit("routes/watch.yaml", "0/5 * * * * ?", "0 0 0 1 1 ?");
        application.write("api-keys", line("operator operate", OPERATOR) + line("viewer view", VIEWER));
        try {
            Files.setPosixFilePermissions(home.resolve("api-keys"), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        application.startAndAwaitReady();
        wire = Wire.to(broker);
    }

    private static String line(String who, String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return who + " sha256:" + HexFormat.of().formatHex(digest) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String address() {
        return application.address();
    }

    TestDatabase database() {
        return database;
    }

    /** What the test before has left. */
    void forget() {
        database.execute("TRUNCATE orchestratorm8.run, orchestratorm8.hop, orchestratorm8.hand_over RESTART IDENTITY");
        database.execute("DELETE FROM orchestratorm8.hold");
        database.execute("DELETE FROM cptm8domain WHERE name NOT LIKE 'host-%'");
    }

    /** For an hour, by mia. */
    void hold(String scanner, String reason) {
        database.execute("SELECT orchestratorm8.hold_scanner('%s', '%s', 'mia', 'cli', now() + interval '1 h')"
                .formatted(scanner, reason));
    }

    /** As a scanner says it that has ended; returns when it was heard. */
    void handOver(String source, String next, String status) {
        var before = hops(next);
        wire.publish("cptm8", "cptm8." + next + ".get.scan", """
                {"payload":{"status":"%s"},"timestamp":"%d","source":"%s"}""".formatted(status, System.nanoTime(), source));
        await().atMost(LIMIT).until(() -> hops(next) > before);
    }

    private int hops(String scanner) {
        return database.count(
                "SELECT count(*) FROM orchestratorm8.hop WHERE begun_at IS NOT NULL AND scanner = '" + scanner + "'");
    }

    /** Whose ring is held before anybody asks for it. */
    void addHeld(String name, String reason) {
        hold("asmm8", reason);
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + name + "')");
    }

    /** Past the trigger: they are there, and nobody asked for them. */
    void addDomains(int count) {
        database.executeAsSuperuser("""
                SET session_replication_role = replica;
                INSERT INTO cptm8domain (name) SELECT 'host-' || lpad(i::text, 6, '0') || '.example.net' FROM generate_series(1, %d) i;
                ANALYZE cptm8domain""".formatted(count));
    }

    void broker(boolean there) {
        proxy.refuse(!there);
        if (!there) {
            proxy.cutAll();
        }
    }

    /** Somebody who holds the leader's lock and leads nothing, until this is closed. */
    Connection takeLeadership() throws SQLException {
        var usurper = database.connect();
        var waiting = new Thread(() -> {
            try (var statement = usurper.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(" + LEADER + ")");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        waiting.start();
        await().atMost(LIMIT)
                .until(() -> database.count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                        == 1);
        database.executeAsSuperuser(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'orchestratorm8 listen' AND datname = current_database()");
        try {
            waiting.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return usurper;
    }

    @Override
    public void close() {
        wire.close();
        application.close();
        proxy.close();
    }
}
