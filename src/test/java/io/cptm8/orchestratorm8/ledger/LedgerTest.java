package io.cptm8.orchestratorm8.ledger;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.ringScanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger makes of what it hears, statement by statement. */
class LedgerTest {

    private static final List<String> RING = List.of("asmm8", "naabum8", "katanam8", "num8");

    private final TestDatabase database = TestDatabase.fresh();

    @AutoClose
    private final PreparedDatabase prepared = PreparedDatabase.of(
            database,
            ringScanner("asmm8", "naabum8"),
            ringScanner("naabum8", "katanam8"),
            ringScanner("katanam8", "num8"),
            ringScanner("num8", "asmm8"),
            ringScanner("reportingm8", ""));

    private int messages;

    private String hear(String source, String next, String status) {
        return hear("m" + ++messages, source, next, status);
    }

    private String hear(String id, String source, String next, String status) {
        return database.ask("SELECT turn FROM orchestratorm8.hear('%s', NULL, '%s', 'cptm8.%s.get.scan', '%s', NULL)"
                .formatted(id, source, next, status));
    }

    private String began(String scanner, String messageId) {
        return database.ask("SELECT orchestratorm8.began('%s', '%s')".formatted(scanner, messageId));
    }

    /** From the scanner that was started until it has its turn again. */
    private void round() {
        for (var i = 0; i < RING.size(); i++) {
            hear(RING.get(i), RING.get((i + 1) % RING.size()), "complete");
        }
    }

    /** Each run as who began it, its hops in their order, and its outcome. */
    private List<String> runs() {
        return database.rows("""
                SELECT r.begun_by || ': ' || string_agg(
                        CASE WHEN h.begun_at IS NULL THEN '?' ELSE '' END || h.scanner || coalesce(' ' || h.status, ''), ', ' ORDER BY h.id)
                    || coalesce(' = ' || r.outcome, '')
                FROM orchestratorm8.run r JOIN orchestratorm8.hop h ON h.run = r.id
                GROUP BY r.id ORDER BY r.id""");
    }

    private List<String> now() {
        return database.rows("SELECT scanner FROM orchestratorm8.ring_now ORDER BY run, since");
    }

    @Test
    void a_start_of_ours_and_a_round_after_it_are_one_run_and_the_next_begins_by_itself() {
        began("asmm8", "asmm8:1:1");
        round();

        assertThat(runs())
                .containsExactly(
                        "orchestratorm8: asmm8 complete, naabum8 complete, katanam8 complete, num8 complete = complete",
                        "num8: asmm8");
        assertThat(now()).containsExactly("asmm8");
    }

    @Test
    void the_last_of_a_ring_may_hand_over_to_us_and_then_nothing_is_on_its_way_until_the_next_round_is_due() {
        database.execute("UPDATE orchestratorm8.scanner SET rest = '1 h' WHERE name = 'num8'");
        began("asmm8", "1");
        roundToUs();

        assertThat(runs())
                .containsExactly(
                        "orchestratorm8: asmm8 complete, naabum8 complete, katanam8 complete, num8 complete = complete");
        assertThat(database.ask("""
                SELECT round(extract(epoch FROM s.round_at - r.ended_at) / 60)
                FROM orchestratorm8.scanner s, orchestratorm8.run r WHERE s.name = 'asmm8'""")).isEqualTo("60");
    }

    @Test
    void a_round_that_is_due_begins_once_and_not_beside_another() {
        database.execute("UPDATE orchestratorm8.scanner SET walk_reason = NULL");
        began("asmm8", "1");
        roundToUs();
        began("asmm8", "2");
        assertThat(rounds()).as("another is on its way").isEmpty();
        roundToUs();
        assertThat(rounds()).containsExactly("asmm8");
        assertThat(rounds()).as("once").isEmpty();
        assertThat(database.ask("SELECT walk_reason FROM orchestratorm8.scanner WHERE name = 'asmm8'"))
                .isEqualTo("schedule");
    }

    private void roundToUs() {
        hear("asmm8", "naabum8", "complete");
        hear("naabum8", "katanam8", "complete");
        hear("katanam8", "num8", "complete");
        hear("num8", "orchestratorm8", "complete");
    }

    private List<String> rounds() {
        return database.rows("SELECT orchestratorm8.begin_rounds()");
    }

    @Test
    void nobody_but_the_last_of_a_ring_ends_its_round() {
        began("asmm8", "1");
        hear("asmm8", "orchestratorm8", "complete");
        hear("reportingm8", "orchestratorm8", "complete");
        hear("stranger", "orchestratorm8", "complete");

        assertThat(now()).containsExactly("asmm8");
        assertThat(database.rows("SELECT name FROM orchestratorm8.scanner WHERE round_at IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void the_outcome_of_a_run_is_the_least_that_its_hops_came_to() {
        began("asmm8", "1");
        hear("asmm8", "naabum8", "warning");
        hear("naabum8", "katanam8", "complete");
        hear("katanam8", "num8", "complete");
        hear("num8", "asmm8", "complete");
        hear("asmm8", "naabum8", "complete");
        hear("naabum8", "katanam8", "none");
        hear("katanam8", "num8", "warning");
        hear("num8", "asmm8", "complete");

        assertThat(database.rows("SELECT outcome FROM orchestratorm8.run WHERE ended_at IS NOT NULL ORDER BY id"))
                .containsExactly("warning", "incomplete");
    }

    @Test
    void a_message_that_is_delivered_again_is_written_once() {
        began("asmm8", "1");
        assertThat(hear("same", "asmm8", "naabum8", "complete")).isEqualTo("naabum8");
        assertThat(hear("same", "asmm8", "naabum8", "complete")).isNull();

        assertThat(runs()).containsExactly("orchestratorm8: asmm8 complete, naabum8");
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.hand_over"))
                .isEqualTo(1);
    }

    @Test
    void a_start_that_is_written_again_is_one_run() {
        assertThat(began("asmm8", "1")).isEqualTo(began("asmm8", "1"));
        assertThat(runs()).hasSize(1);
    }

    @Test
    void who_listens_from_the_middle_of_a_round_knows_what_it_has_not_heard() {
        hear("naabum8", "katanam8", "complete");

        assertThat(runs()).containsExactly("unknown: ?naabum8 complete, katanam8");
        assertThat(now()).containsExactly("katanam8");
    }

    @Test
    void a_hand_over_that_was_never_heard_leaves_its_hop_unheard_and_the_token_one() {
        began("asmm8", "1");
        hear("asmm8", "naabum8", "complete");
        // naabum8 to katanam8 is lost.
        hear("katanam8", "num8", "complete");

        assertThat(runs()).containsExactly("orchestratorm8: asmm8 complete, naabum8 unheard, ?katanam8 complete, num8");
        assertThat(now()).containsExactly("num8");
        hear("num8", "asmm8", "complete");
        assertThat(database.ask("SELECT outcome FROM orchestratorm8.run WHERE ended_at IS NOT NULL"))
                .isEqualTo("incomplete");
    }

    @Test
    void two_that_come_in_the_wrong_order_are_put_right() {
        began("asmm8", "1");
        hear("naabum8", "katanam8", "complete");
        hear("asmm8", "naabum8", "warning");

        assertThat(runs()).containsExactly("orchestratorm8: asmm8 warning, naabum8 complete, katanam8");
        assertThat(now()).containsExactly("katanam8");
    }

    @Test
    void so_are_two_at_the_end_of_a_round() {
        began("asmm8", "1");
        hear("asmm8", "naabum8", "complete");
        hear("naabum8", "katanam8", "complete");
        hear("katanam8", "num8", "complete");
        hear("asmm8", "naabum8", "complete");
        hear("num8", "asmm8", "complete");

        assertThat(runs())
                .containsExactly(
                        "orchestratorm8: asmm8 complete, naabum8 complete, katanam8 complete, num8 complete = complete",
                        "num8: asmm8 complete, naabum8");
        assertThat(now()).containsExactly("naabum8");
    }

    @Test
    void a_scanner_that_handed_over_before_our_own_start_was_written_belongs_to_that_start() {
        hear("asmm8", "naabum8", "complete");
        began("asmm8", "1");

        assertThat(runs()).containsExactly("orchestratorm8: asmm8 complete, naabum8");
    }

    @Test
    void an_empty_message_of_somebody_who_lost_its_channel_is_one_more_token() {
        began("asmm8", "1");
        hear("asmm8", "naabum8", "complete");
        hear("naabum8", "katanam8", "complete");
        hear("unknown", "naabum8", "none");

        assertThat(runs())
                .containsExactly("orchestratorm8: asmm8 complete, naabum8 complete, katanam8", "unknown: naabum8");
        assertThat(now()).containsExactly("katanam8", "naabum8");
    }

    @Test
    void a_scanner_that_hands_over_twice_makes_one_more_token() {
        began("asmm8", "1");
        hear("asmm8", "naabum8", "complete");
        hear("naabum8", "katanam8", "complete");
        hear("naabum8", "katanam8", "incomplete");

        assertThat(now()).containsExactly("katanam8", "katanam8");
    }

    @Test
    void of_two_tokens_at_one_scanner_the_older_one_goes_on_first() {
        began("asmm8", "1");
        began("asmm8", "2");
        hear("asmm8", "naabum8", "complete");

        assertThat(database.rows("SELECT r.message_id, h.scanner FROM orchestratorm8.run r"
                        + " JOIN orchestratorm8.hop h ON h.run = r.id WHERE h.ended_at IS NULL ORDER BY r.id"))
                .containsExactly("1|naabum8", "2|asmm8");
    }

    @Test
    void a_scanner_never_has_more_tokens_than_one_that_it_works_on_and_one_that_waits() {
        for (var i = 1; i <= 50; i++) {
            began("asmm8", "" + i);
        }

        assertThat(now()).containsExactly("asmm8", "asmm8");
        assertThat(database.rows("SELECT outcome, count(*) FROM orchestratorm8.run GROUP BY 1 ORDER BY 1"))
                .containsExactly("merged|48", "null|2");
        hear("asmm8", "naabum8", "complete");
        assertThat(now()).containsExactly("naabum8", "asmm8");
    }

    @Test
    void what_is_no_start_of_a_scanner_in_a_ring_is_written_down_and_moves_nothing() {
        began("asmm8", "1");
        hear("asmm8", "nobody", "complete");
        hear("asmm8", "reportingm8", "complete");
        database.ask(
                "SELECT * FROM orchestratorm8.hear('x', NULL, 'asmm8', 'cptm8.naabum8.get.scan/domain/1', 'none', NULL)");

        assertThat(runs()).containsExactly("orchestratorm8: asmm8");
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.hand_over WHERE run IS NULL"))
                .isEqualTo(3);
        assertThat(began("reportingm8", "2")).isNull();
    }

    @Test
    void durations_are_those_that_were_heard_from_beginning_to_end() {
        began("asmm8", "1");
        round();
        database.execute(
                "UPDATE orchestratorm8.hop SET begun_at = ended_at - interval '10 min' WHERE scanner = 'naabum8'");
        hear("katanam8", "num8", "complete");

        assertThat(database.rows(
                        "SELECT scanner, hops, median FROM orchestratorm8.hop_duration WHERE scanner = 'naabum8'"))
                .containsExactly("naabum8|1|00:10:00");
        assertThat(database.ask("SELECT hops FROM orchestratorm8.hop_duration WHERE scanner = 'katanam8'"))
                .isEqualTo("1");
    }

    @Test
    void what_is_older_than_it_is_to_be_kept_is_forgotten_and_what_is_under_way_is_not() {
        began("asmm8", "1");
        round();
        database.execute(
                "UPDATE orchestratorm8.run SET begun_at = now() - interval '9 d', ended_at = CASE WHEN ended_at IS NOT NULL THEN now() - interval '8 d' END");
        database.execute("UPDATE orchestratorm8.hand_over SET heard_at = now() - interval '8 d' WHERE id = 'm1'");

        database.ask("SELECT orchestratorm8.forget('7 d', 2)");

        assertThat(runs()).containsExactly("num8: asmm8");
        assertThat(database.rows("SELECT id FROM orchestratorm8.hand_over ORDER BY id"))
                .containsExactly("m3", "m4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90d", "36h", "3650d"})
    void what_is_to_be_kept_is_written_as_every_length_of_time_in_the_settings(String keep) {
        began("asmm8", "1");
        round();
        database.execute(
                "UPDATE orchestratorm8.run SET ended_at = now() - interval '3651 d' WHERE ended_at IS NOT NULL");

        SqlFile.named("forget").with("keep", keep).rows(prepared.pool());

        assertThat(runs()).containsExactly("num8: asmm8");
    }
}
