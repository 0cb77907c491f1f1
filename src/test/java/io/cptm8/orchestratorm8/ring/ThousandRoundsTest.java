package io.cptm8.orchestratorm8.ring;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.ringScanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand rounds in which scanners die, dawdle, say things twice or unheard, and this service is stopped for a day, again and again. */
@Timeout(300)
class ThousandRoundsTest {

    private static final int ROUNDS = 1000;
    /** Between two looks of the watch. */
    private static final int MINUTES = 5;

    private static final String SECOND_TOKEN = SqlFile.named("second-token").text();

    private final TestDatabase database = TestDatabase.fresh();

    @AutoClose
    private final PreparedDatabase prepared = PreparedDatabase.of(
            database,
            ringScanner("asmm8", "naabum8"),
            ringScanner("naabum8", "katanam8"),
            ringScanner("katanam8", "num8"),
            ringScanner("num8", "asmm8"));

    private final RingModel ring = new RingModel(7);
    private Connection session;
    private int messages;
    /** What the observer's queue keeps while nobody consumes it: the id and the sender of each message. */
    private final List<Object[]> unheard = new ArrayList<>();

    private final int[] said = new int[RingModel.SCANNERS.size()];
    private int taken = -1;
    private String since;
    private int intercepted;
    private int restarts;
    private int givenUp;
    private int merges;

    /** The driver prepares each text once: some eighty thousand are planned otherwise. */
    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        var statement = session.prepareStatement(sql);
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (var statement = prepared(sql, values)) {
            statement.execute();
        }
    }

    private List<String[]> ask(String sql, Object... values) throws SQLException {
        try (var statement = prepared(sql, values);
                var rows = statement.executeQuery()) {
            var answer = new ArrayList<String[]>();
            while (rows.next()) {
                answer.add(new String[] {rows.getString(1), rows.getString(2)});
            }
            return answer;
        }
    }

    private void pass(boolean faults) throws SQLException {
        execute(
                "UPDATE orchestratorm8.hop SET begun_at = begun_at - interval '%1$d min', restarted_at = restarted_at - interval '%1$d min' WHERE ended_at IS NULL"
                        .formatted(MINUTES));
        for (var each : ring.pass(MINUTES, faults)) {
            if (each.taken()) {
                taken = each.scanner();
            }
            var scanner = RingModel.SCANNERS.get(each.scanner());
            var next = RingModel.SCANNERS.get((each.scanner() + 1) % RingModel.SCANNERS.size());
            for (var i = 0; each.heard() && i < each.times(); i++) {
                said[each.scanner()]++;
                unheard.add(new Object[] {++messages, scanner, next});
            }
            if (each.heardAgain()) {
                unheard.add(new Object[] {messages, scanner, next});
            }
        }
    }

    private void hear() throws SQLException {
        for (var message : unheard) {
            execute(
                    "SELECT orchestratorm8.hear('m' || ?::int, NULL, ?, 'cptm8.' || ? || '.get.scan', 'complete', NULL)",
                    message);
        }
        unheard.clear();
    }

    /** What routes/watch.yaml does at each tick. */
    private void watch() throws SQLException {
        for (var hop : ask("SELECT hop, scanner FROM orchestratorm8.ring_now ORDER BY hop")) {
            var scanner = RingModel.SCANNERS.indexOf(hop[1]);
            var event = ask(
                    "SELECT event, scanner FROM orchestratorm8.judge(?, ?, '', '10 min', '12 h', 2)",
                    Long.valueOf(hop[0]),
                    ring.isWaiting(scanner) ? 1L : 0L);
            switch (event.isEmpty() || event.get(0)[0] == null ? "" : event.get(0)[0]) {
                case "restart" -> {
                    restarts++;
                    ring.publish(scanner);
                }
                case "given up" -> givenUp++;
                case "merge" -> {
                    merges++;
                    ring.takeOut(scanner);
                }
                default -> {}
            }
        }
    }

    /** What SecondToken does at each tick. */
    private void second() throws SQLException {
        if (taken >= 0) {
            ask(
                    "SELECT orchestratorm8.intercepted(?, ?, ?::timestamptz), 1",
                    RingModel.SCANNERS.get(taken),
                    RingModel.SCANNERS.get((taken + 1) % RingModel.SCANNERS.size()),
                    since);
            intercepted++;
            taken = -1;
        }
        var rows = ask("SELECT giver, asked_at::text FROM (" + SECOND_TOKEN + ") AS second");
        var giver = rows.isEmpty() ? -1 : RingModel.SCANNERS.indexOf(rows.get(0)[0]);
        if (giver != ring.intercepted()) {
            ring.intercept(giver);
            since = rows.isEmpty() ? null : rows.get(0)[1];
        }
    }

    /** What the ring's start does when a domain has changed. */
    private void start() throws SQLException {
        if (ask("SELECT count(*), 1 FROM orchestratorm8.ring_now").get(0)[0].equals("0")) {
            for (var i = 1; i < RingModel.SCANNERS.size(); i++) {
                if (ring.isWaiting(i)) {
                    execute("SELECT orchestratorm8.adopt(?)", RingModel.SCANNERS.get(i));
                    return;
                }
            }
            ring.publish(0);
            execute("SELECT orchestratorm8.began('asmm8', 'start' || ?::int)", ++messages);
        }
    }

    @Test
    void the_ring_never_stops_for_good_and_has_one_token_in_the_end() throws SQLException {
        session = database.connect();
        execute("SET search_path = orchestratorm8, public");
        session.setAutoCommit(false);
        var ticks = 0;
        var several = 0;
        var most = 0;
        var none = 0;
        var longestNone = 0;
        var severalNow = 0;
        var longestSeveral = 0;
        while (ring.rounds < ROUNDS) {
            ticks++;
            var stopped = ticks % 3000 >= 2700;
            if (!stopped) {
                start();
            }
            pass(true);
            if (ticks % 20 == 0) {
                session.commit();
            }
            if (stopped) {
                ring.intercept(-1);
            } else {
                hear();
                watch();
                second();
            }
            var tokens = ring.tokens().size();
            most = Math.max(most, tokens);
            several += tokens > 1 ? 1 : 0;
            // While this service is stopped, nobody takes one out.
            severalNow = tokens > 1 && !stopped ? severalNow + 1 : 0;
            longestSeveral = Math.max(longestSeveral, severalNow);
            none = tokens == 0 ? none + 1 : 0;
            longestNone = Math.max(longestNone, none);
            assertThat(none * MINUTES).as("minutes without a token").isLessThan(4 * 24 * 60);
        }
        System.out.printf(
                "%d rounds in %d days: %d messages lost, %d dropped by a full queue; %d restarts, %d given up, %d taken out, %d before they came; more than one token for %.1f %% of the time, for %d min at most, and %d at most; none for %d min at most%n",
                ring.rounds,
                (long) ticks * MINUTES / 1440,
                ring.lost,
                ring.dropped,
                restarts,
                givenUp,
                merges,
                intercepted,
                100.0 * several / ticks,
                longestSeveral * MINUTES,
                most,
                longestNone * MINUTES);
        assertThat(longestSeveral * MINUTES)
                .as("minutes with more than one token")
                .isLessThanOrEqualTo(RingModel.LONGEST_HOP);
        assertThat(ring.lost).isPositive();
        assertThat(restarts).isPositive();
        assertThat(merges).isPositive();

        // Nothing goes wrong any more: whatever was is mended in a few rounds, and the ledger has it as it is.
        for (var i = 0; i < 2000; i++) {
            start();
            pass(false);
            hear();
            watch();
            second();
        }
        assertThat(ring.tokens()).hasSize(1);
        assertThat(ask("SELECT scanner, 1 FROM orchestratorm8.ring_now").stream()
                        .map(row -> row[0]))
                .containsExactly(RingModel.SCANNERS.get(ring.tokens().get(0)));
        for (var i = 0; i < said.length; i++) {
            var scanner = RingModel.SCANNERS.get(i);
            assertThat(ask(
                                    "SELECT count(*), 1 FROM orchestratorm8.hop WHERE scanner = ? AND status = 'complete'",
                                    scanner)
                            .get(0)[0])
                    .as("hops of " + scanner + " that it has ended")
                    .isEqualTo(String.valueOf(said[i]));
        }
        assertThat(ask("SELECT sum(restarts), count(*) FILTER (WHERE status = 'given up') FROM orchestratorm8.hop")
                        .get(0))
                .containsExactly(String.valueOf(restarts), String.valueOf(givenUp));
        session.commit();
        session.close();
    }
}
