package io.cptm8.orchestratorm8.ring;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.ringScanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a hop is late or stuck, and what is done about it, statement by statement. The clock is what moves the hop's times back. */
class JudgeTest {

    private final TestDatabase database = TestDatabase.fresh();

    @AutoClose
    private final PreparedDatabase prepared =
            PreparedDatabase.of(database, ringScanner("asmm8", "naabum8"), ringScanner("naabum8", "asmm8"));

    private int messages;

    @BeforeEach
    void asmm8_was_started() {
        database.ask("SELECT orchestratorm8.began('asmm8', '1')");
    }

    private String hear(String source, String next) {
        return database.ask(
                "SELECT recovered FROM orchestratorm8.hear('m%d', NULL, '%s', 'cptm8.%s.get.scan', 'complete', NULL)"
                        .formatted(++messages, source, next));
    }

    /** With a floor of ten minutes, a ceiling of twelve hours, and two restarts. */
    private String judge(long waiting) {
        return database.ask("""
                SELECT string_agg(j.event, ',') FROM orchestratorm8.ring_now n,
                    orchestratorm8.judge(n.hop, %d, 'words', '10 min', '12 h', 2) j""".formatted(waiting));
    }

    private String judge() {
        return judge(0);
    }

    private void pass(String time) {
        database.execute(
                "UPDATE orchestratorm8.hop SET begun_at = begun_at - interval '%1$s', restarted_at = restarted_at - interval '%1$s' WHERE ended_at IS NULL"
                        .formatted(time));
    }

    /** Rounds in which asmm8 took so long, each, and naabum8 a minute. */
    private void rounds(String... durations) {
        for (var duration : durations) {
            pass(duration);
            hear("asmm8", "naabum8");
            pass("1 min");
            hear("naabum8", "asmm8");
        }
    }

    private String limit(String scanner) {
        return database.ask("SELECT extract(epoch FROM orchestratorm8.hop_limit('%s', '10 min', '12 h'))::int / 60"
                .formatted(scanner));
    }

    @Test
    void nothing_is_known_of_a_scanner_before_its_third_hop_and_the_ceiling_counts() {
        rounds("20 min", "20 min");
        assertThat(limit("asmm8")).isEqualTo("720");
        rounds("20 min");
        assertThat(limit("asmm8")).isEqualTo("30");
    }

    @Test
    void one_whose_times_differ_is_given_more_and_one_that_is_fast_no_less_than_the_floor() {
        rounds("20 min", "20 min", "20 min", "20 min", "60 min");
        // median 20, nine of ten 44
        assertThat(limit("asmm8")).isEqualTo("92");
        assertThat(limit("naabum8")).isEqualTo("10");
    }

    @Test
    void no_history_makes_it_longer_than_the_ceiling() {
        rounds("1 d", "1 d", "1 d");
        assertThat(limit("asmm8")).isEqualTo("720");
    }

    @Test
    void only_the_last_hundred_hops_count() {
        database.execute("""
                INSERT INTO orchestratorm8.hop (run, scanner, begun_at, ended_at, status)
                SELECT 1, 'asmm8', t, t + CASE WHEN i <= 100 THEN interval '30 min' ELSE interval '5 h' END, 'complete'
                FROM generate_series(1, 300) i, LATERAL (SELECT now() - i * interval '6 h' AS t) x""");
        assertThat(limit("asmm8")).isEqualTo("45");
    }

    @Test
    void a_scanner_that_is_held_is_neither_started_again_nor_given_up_until_it_is_resumed() {
        rounds("20 min", "20 min", "20 min");
        database.ask("SELECT orchestratorm8.hold_scanner('asmm8', 'maintenance', 'ann', 'sql', NULL)");
        pass("31 min");
        assertThat(judge()).isEqualTo("late");
        pass("30 min");
        assertThat(judge()).isEqualTo("stuck");
        assertThat(judge()).isNull();
        database.execute("UPDATE orchestratorm8.hop SET restarts = 2 WHERE ended_at IS NULL");
        pass("4 h");
        assertThat(judge()).isNull();

        database.ask("SELECT orchestratorm8.resume_scanner('asmm8', 'ann', 'sql')");
        assertThat(judge()).isEqualTo("given up");
    }

    @Test
    void a_hop_is_late_once_and_started_again_after_twice_the_time() {
        rounds("20 min", "20 min", "20 min");
        pass("29 min");
        assertThat(judge()).isNull();
        pass("2 min");
        assertThat(judge()).isEqualTo("late");
        assertThat(judge()).isNull();
        pass("30 min");
        assertThat(judge()).isEqualTo("restart");
        assertThat(judge()).isNull();
        assertThat(database.rows("SELECT scanner, state, restarts, why FROM orchestratorm8.ring_now"))
                .containsExactly("asmm8|null|1|words");
    }

    @Test
    void each_restart_is_given_twice_the_time_and_after_the_last_the_run_is_given_up() {
        rounds("20 min", "20 min", "20 min");
        pass("61 min");
        assertThat(List.of(judge(), judge())).containsExactly("late", "restart");
        pass("61 min");
        assertThat(judge()).isEqualTo("late");
        assertThat(judge()).isNull();
        pass("60 min");
        assertThat(judge()).isEqualTo("restart");
        pass("241 min");
        assertThat(List.of(judge(), judge())).containsExactly("late", "given up");

        assertThat(judge()).isNull();
        assertThat(database.rows("SELECT scanner FROM orchestratorm8.ring_now")).isEmpty();
        assertThat(
                        database.rows(
                                "SELECT r.outcome, h.status, h.restarts FROM orchestratorm8.run r JOIN orchestratorm8.hop h ON h.run = r.id ORDER BY h.id DESC LIMIT 1"))
                .containsExactly("given up|given up|2");
    }

    @Test
    void one_whose_start_still_waits_or_whose_queue_cannot_be_asked_is_not_started_again() {
        pass("25 h");
        assertThat(judge(1)).isEqualTo("late");
        assertThat(judge(1)).isEqualTo("stuck");
        assertThat(judge(1)).isNull();
        assertThat(judge(-1)).isNull();
    }

    @Test
    void one_whose_start_was_taken_at_last_has_its_time_from_then_on() {
        pass("25 h");
        assertThat(judge(1)).isEqualTo("late");
        assertThat(judge(1)).isEqualTo("stuck");

        assertThat(judge(0)).isNull();
        pass("23 h");
        assertThat(judge(0)).isNull();
        assertThat(database.rows("SELECT state, restarts FROM orchestratorm8.ring_now"))
                .containsExactly("late|0");
        pass("2 h");
        assertThat(judge(0)).isEqualTo("restart");
    }

    @Test
    void one_that_hands_over_after_it_was_late_has_recovered_and_its_time_teaches_nothing_if_it_was_started_again() {
        assertThat(hear("asmm8", "naabum8")).isNull();
        pass("13 h");
        assertThat(judge()).isEqualTo("late");
        assertThat(hear("naabum8", "asmm8")).isEqualTo("naabum8");
        pass("25 h");
        judge();
        assertThat(judge()).isEqualTo("restart");
        assertThat(hear("asmm8", "naabum8")).isEqualTo("asmm8");
        assertThat(database.rows("SELECT scanner, hops FROM orchestratorm8.hop_duration ORDER BY 1"))
                .containsExactly("asmm8|1", "naabum8|1");
    }

    @Test
    void one_that_hands_over_after_it_was_given_up_goes_on_with_the_same_run() {
        for (var time : List.of("25 h", "100 h", "200 h")) {
            pass(time);
            assertThat(judge()).isEqualTo("late");
            assertThat(judge()).isEqualTo(time.equals("200 h") ? "given up" : "restart");
        }

        assertThat(hear("asmm8", "naabum8")).isEqualTo("asmm8");
        assertThat(database.rows("SELECT run, scanner FROM orchestratorm8.ring_now"))
                .containsExactly("1|naabum8");
        assertThat(database.rows("SELECT id, outcome FROM orchestratorm8.run")).containsExactly("1|null");
    }

    @Test
    void a_stuck_one_beside_another_token_is_dropped_and_not_started_again() {
        database.ask("SELECT orchestratorm8.began('asmm8', '2')");
        hear("asmm8", "naabum8");
        hear("asmm8", "naabum8");
        pass("25 h");
        database.execute(
                "UPDATE orchestratorm8.hop SET begun_at = now() WHERE id = (SELECT max(id) FROM orchestratorm8.hop)");

        assertThat(judge()).isEqualTo("late");
        assertThat(judge()).isEqualTo("merged");
        assertThat(database.rows("SELECT run, scanner FROM orchestratorm8.ring_now"))
                .containsExactly("2|naabum8");
        assertThat(database.rows("SELECT id, outcome FROM orchestratorm8.run ORDER BY id"))
                .containsExactly("1|merged", "2|null");
    }

    @Test
    void of_two_at_one_scanner_the_one_that_waits_is_taken_out() {
        database.ask("SELECT orchestratorm8.began('asmm8', '2')");
        hear("asmm8", "naabum8");
        hear("asmm8", "naabum8");

        assertThat(judge(0)).isNull();
        assertThat(judge(1)).isEqualTo("merge");
        assertThat(database.rows("SELECT run FROM orchestratorm8.ring_now")).containsExactly("1");
        assertThat(judge(1)).isNull();
    }

    @Test
    void of_two_at_one_scanner_the_later_one_is_none_when_its_start_was_never_there() {
        database.ask("SELECT orchestratorm8.began('asmm8', '2')");

        assertThat(judge()).isNull();
        assertThat(judge()).isNull();
        // It could not be seen, so nothing is known.
        assertThat(judge(-1)).isNull();
        assertThat(judge()).isEqualTo("merged");
        assertThat(database.rows("SELECT run, why FROM orchestratorm8.ring_now"))
                .containsExactly("1|words");
        assertThat(database.rows("SELECT id, outcome FROM orchestratorm8.run ORDER BY id"))
                .containsExactly("1|null", "2|merged");
        assertThat(database.ask("SELECT why FROM orchestratorm8.hop WHERE run = 2"))
                .isEqualTo("run 1 is at asmm8 too, and no start waits behind it");
    }

    @Test
    void one_behind_a_late_one_may_have_been_taken_and_is_left_alone() {
        pass("13 h");
        assertThat(judge()).isEqualTo("late");
        database.ask("SELECT orchestratorm8.began('asmm8', '2')");

        for (var look = 0; look < 5; look++) {
            assertThat(judge()).isNull();
        }
    }

    @Test
    void two_at_different_scanners_go_on_until_they_meet() {
        hear("asmm8", "naabum8");
        database.ask("SELECT orchestratorm8.began('asmm8', '2')");

        assertThat(judge(1)).isNull();
        assertThat(database.rows("SELECT scanner FROM orchestratorm8.ring_now ORDER BY run"))
                .containsExactly("naabum8", "asmm8");
    }

    @Test
    void so_does_one_whose_word_was_lost_when_the_next_is_heard() {
        pass("13 h");
        judge();
        assertThat(hear("naabum8", "asmm8")).isEqualTo("asmm8");
    }
}
