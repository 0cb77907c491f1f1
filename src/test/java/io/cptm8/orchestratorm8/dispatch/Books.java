package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The books of one test: what was asked for and what arrived.
 *
 * @param attempted domains that were inserted
 * @param accepted requests that are done by the broker's word
 * @param delivered messages that were in the queue
 * @param lost requests without a message
 * @param duplicated messages beyond the first of their id
 * @param unexpected ids that nobody asked for
 */
record Books(int attempted, int accepted, int delivered, int lost, int duplicated, int unexpected) {

    private static final String EXPECTED =
            "SELECT 'takeoverm8:' || id || ':' || generation FROM orchestratorm8.request WHERE scanner = 'takeoverm8'";

    static void insert(TestDatabase database, int domains) {
        database.execute("INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, "
                + domains + ") i");
    }

    /** Waits until every request for takeoverm8 is done. */
    static void awaitDone(TestDatabase database) {
        await("all requests to be done")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> open(database) == 0);
    }

    static int open(TestDatabase database) {
        return database.count(
                "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'takeoverm8' AND state <> 'done'");
    }

    static int accepted(TestDatabase database) {
        return database.count(
                "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'takeoverm8' AND state = 'done' AND receipt = 'accepted'");
    }

    static int claimed(TestDatabase database) {
        return database.count("SELECT count(*) FROM orchestratorm8.request WHERE claim IS NOT NULL");
    }

    /** Empties the queue and compares; prints the line, since figures are what this is about. */
    static Books close(String title, TestDatabase database, Wire wire) {
        return close(title, database, wire.drain("qtakeoverm8"));
    }

    static Books close(String title, TestDatabase database, List<Received> messages) {
        Set<String> expected = new HashSet<>(database.rows(EXPECTED));
        Set<String> seen = new HashSet<>();
        messages.forEach(message -> seen.add(message.messageId()));
        var lost = (int) expected.stream().filter(id -> !seen.contains(id)).count();
        var unexpected =
                (int) seen.stream().filter(id -> !expected.contains(id)).count();
        var books = new Books(
                expected.size(), accepted(database), messages.size(), lost, messages.size() - seen.size(), unexpected);
        System.out.printf(
                "%s: attempted %d / accepted %d / delivered %d / lost %d / duplicated (same id) %d / unexpected %d%n",
                title,
                books.attempted,
                books.accepted,
                books.delivered,
                books.lost,
                books.duplicated,
                books.unexpected);
        return books;
    }

    void assertNoneLost(int domains) {
        assertThat(attempted).isEqualTo(domains);
        assertThat(accepted).isEqualTo(domains);
        assertThat(lost).isZero();
        assertThat(unexpected).isZero();
    }

    void assertEachOnce(int domains) {
        assertNoneLost(domains);
        assertThat(duplicated).isZero();
    }
}
