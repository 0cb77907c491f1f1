package io.cptm8.orchestratorm8.postgres;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** When the capture trigger rings: once a transaction at most, never in a writer's way. */
class DoorbellTest {

    private final PreparedDatabase prepared = PreparedDatabase.of(TestDatabase.fresh(), scanner("one"));
    private final TestDatabase database = prepared.database();
    private Connection listener;

    @BeforeEach
    void listen() throws SQLException {
        listener = database.connect();
        run(listener, "LISTEN " + Databases.CHANNEL);
    }

    @AfterEach
    void close() throws SQLException {
        listener.close();
        prepared.close();
    }

    @Test
    void a_commit_rings_once_for_all_its_statements_with_an_empty_payload() throws SQLException {
        try (var writer = writer()) {
            run(writer, "INSERT INTO cptm8domain (name) VALUES ('a.example')");
            run(writer, "INSERT INTO cptm8domain (name) VALUES ('b.example')");
            assertThat(rung()).as("before the commit").isEmpty();
            writer.commit();
        }

        assertThat(rung()).singleElement().satisfies(notification -> {
            assertThat(notification.getName()).isEqualTo(Databases.CHANNEL);
            assertThat(notification.getParameter()).isEmpty();
        });
    }

    @Test
    void a_rollback_does_not_ring() throws SQLException {
        try (var writer = writer()) {
            run(writer, "INSERT INTO cptm8domain (name) VALUES ('a.example')");
            writer.rollback();
        }

        assertThat(rung()).isEmpty();
    }

    @Test
    void a_change_that_asks_for_nothing_does_not_ring() throws SQLException {
        database.execute("INSERT INTO cptm8domain (name, enabled) VALUES ('a.example', false)");
        database.execute("UPDATE cptm8domain SET companyname = 'A'");
        database.execute("DELETE FROM cptm8domain");

        assertThat(rung()).isEmpty();
    }

    /** A row in the payload would make the INSERT itself fail above 7,999 bytes. */
    @Test
    void ten_thousand_domains_of_the_longest_names_ring_once() throws SQLException {
        database.execute(
                "INSERT INTO cptm8domain (name) SELECT lpad(i::text, 200, 'x') FROM generate_series(1, 10000) i");

        assertThat(rung()).hasSize(1);
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.request"))
                .isEqualTo(10_000);
    }

    @Test
    void a_writer_who_keeps_the_gate_is_in_nobodys_way_and_the_others_do_not_ring() throws SQLException {
        try (var slow = writer()) {
            run(slow, "INSERT INTO cptm8domain (name) VALUES ('slow.example')");
            // Whoever would wait for the slow one fails at this.
            try (var quick = writer()) {
                run(quick, "SET LOCAL lock_timeout = '1ms'");
                run(quick, "INSERT INTO cptm8domain (name) VALUES ('quick.example')");
                quick.commit();
            }
            assertThat(prepared.requests()).containsExactly("one|quick.example|1|waiting|new");
            assertThat(rung()).isEmpty();

            slow.commit();
        }
        assertThat(rung()).hasSize(1);
    }

    @Test
    void of_many_writers_at_once_only_one_holds_the_gate_and_every_row_is_there() throws Exception {
        var writers = 12;
        var each = 20;
        var written = new CountDownLatch(writers);
        var threads = Executors.newFixedThreadPool(writers);
        try {
            var ends = new ArrayList<Future<?>>();
            for (var number = 0; number < writers; number++) {
                var name = "w" + number;
                ends.add(threads.submit(() -> {
                    try (var writer = writer()) {
                        for (var row = 0; row < each; row++) {
                            run(writer, "INSERT INTO cptm8domain (name) VALUES ('" + name + "-" + row + ".example')");
                        }
                        written.countDown();
                        // Nobody commits before everybody has written: exactly one of them can have the gate.
                        written.await();
                        writer.commit();
                    }
                    return null;
                }));
            }
            for (var end : ends) {
                end.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(rung()).hasSize(1);
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'waiting'"))
                .isEqualTo(writers * each);
    }

    /** What has come until a notification of our own comes, which takes its place in the same order of commits. */
    private ArrayList<PGNotification> rung() throws SQLException {
        run(listener, "LISTEN mark");
        database.execute("NOTIFY mark");
        var rung = new ArrayList<PGNotification>();
        while (true) {
            for (var notification : listener.unwrap(PGConnection.class).getNotifications(10_000)) {
                if (notification.getName().equals("mark")) {
                    return rung;
                }
                rung.add(notification);
            }
        }
    }

    private Connection writer() throws SQLException {
        var connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
