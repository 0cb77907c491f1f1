package io.cptm8.orchestratorm8.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first is told at once, what follows is one message, and nothing grows. */
class NoticesTest {

    private static final Duration EVERY = Duration.ofMinutes(5);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Duration passed = Duration.ofDays(-1);
    private final Notices notices = new Notices(new Passing(), () -> passed.toNanos(), new NoticeMeters(registry));

    /** As far on as the test has let time pass. */
    private final class Passing extends Clock {
        @Override
        public Instant instant() {
            return Instant.parse("2026-11-24T10:00:00Z").plus(passed);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void enable() {
        notices.use(true, EVERY);
    }

    private static Notice parked(String scanner, int events, String... reasons) {
        return new Notice.OfRequests(Kind.PARKED, scanner, events, List.of(reasons));
    }

    private static Notice stuck(String scanner, String text) {
        return new Notice.OfHop(Kind.STUCK, scanner, text);
    }

    private void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** What is due now, and taken by the broker. */
    private List<String> sent() {
        var due = notices.due();
        due.forEach(told -> notices.heard(told, true));
        return due.stream().map(Told::message).toList();
    }

    private double gathered() {
        return registry.find("orchestratorm8.notifications").tag("outcome", "gathered").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void the_first_is_told_at_once_with_its_time() {
        notices.tell(stuck("naabum8", "naabum8 is stuck in run 12 of ring asmm8."));

        assertThat(sent())
                .containsExactly("OrchestratorM8: naabum8 is stuck in run 12 of ring asmm8. (2026-11-23 10:00:00 UTC)");
        assertThat(sent()).isEmpty();
    }

    @Test
    void of_five_thousand_one_is_told_at_once_and_the_others_as_one_when_the_interval_is_over() {
        for (var i = 1; i <= 5000; i++) {
            notices.tell(parked("takeoverm8", 1, "\"name " + i + "\" is none"));
            pass(Duration.ofMillis(10));
        }
        assertThat(sent())
                .containsExactly(
                        "OrchestratorM8: takeoverm8: 1 request parked, because of: \"name 1\" is none; see orchestratorm8 parked list (2026-11-23 10:00:00 UTC)");
        pass(EVERY.minusMillis(1));
        assertThat(sent()).isEmpty();

        pass(Duration.ofMillis(1));

        assertThat(sent())
                .containsExactly(
                        "OrchestratorM8: takeoverm8: 4,999 more requests parked, from 2026-11-23 10:00:00 to 10:00:49 UTC: "
                                + "\"name 2\" is none; \"name 3\" is none; \"name 4\" is none; and 4,996 more; see orchestratorm8 parked list");
        assertThat(gathered()).isEqualTo(4999);
    }

    @Test
    void one_that_follows_alone_is_told_as_the_first_was_with_the_time_at_which_it_happened() {
        notices.tell(stuck("naabum8", "run 1"));
        assertThat(sent()).hasSize(1);
        pass(Duration.ofMinutes(1));
        notices.tell(stuck("naabum8", "run 2"));
        pass(Duration.ofHours(15));

        assertThat(sent()).containsExactly("OrchestratorM8: run 2 (2026-11-23 10:01:00 UTC)");
    }

    @Test
    void after_a_quiet_interval_the_next_is_told_at_once() {
        notices.tell(stuck("naabum8", "run 1"));
        assertThat(sent()).hasSize(1);
        pass(EVERY);
        assertThat(sent()).isEmpty();

        notices.tell(stuck("naabum8", "run 2"));

        assertThat(sent()).hasSize(1);
    }

    @Test
    void a_gathering_over_midnight_says_both_days() {
        notices.tell(parked("asmm8", 1, "a"));
        assertThat(sent()).hasSize(1);
        notices.tell(parked("asmm8", 2, "b"));
        pass(Duration.ofHours(15));
        notices.tell(parked("asmm8", 1, "b"));

        assertThat(sent())
                .containsExactly(
                        "OrchestratorM8: asmm8: 3 more requests parked, from 2026-11-23 10:00:00 to 2026-11-24 01:00:00 UTC: b; and 2 more; see orchestratorm8 parked list");
    }

    @Test
    void kinds_and_scanners_do_not_hold_each_other_up() {
        notices.tell(stuck("naabum8", "one"));
        notices.tell(stuck("num8", "two"));
        notices.tell(parked("naabum8", 1, "three"));

        assertThat(sent()).hasSize(3);
    }

    @Test
    void what_the_broker_does_not_take_stays_as_it_is_and_comes_again_while_the_rest_is_gathered() {
        notices.tell(stuck("naabum8", "run 1"));
        var first = notices.due();
        assertThat(notices.due()).as("while it is on its way").isEmpty();
        notices.heard(first.get(0), false);
        assertThat(notices.due()).as("at once").isEmpty();
        notices.tell(stuck("naabum8", "run 2"));
        notices.tell(stuck("naabum8", "run 3"));

        pass(Duration.ofDays(1));

        assertThat(notices.due()).isEqualTo(first);
        notices.heard(first.get(0), true);
        assertThat(sent()).isEmpty();
        pass(EVERY);
        assertThat(sent()).singleElement().asString().contains("2 more hops stuck", "run 2; run 3");
    }

    @Test
    void a_thousand_scanners_make_as_many_messages_as_are_allowed_and_one_for_the_rest() {
        var all = new ArrayList<String>();
        for (var round = 0; round < 3; round++) {
            IntStream.range(0, 1000).forEach(i -> notices.tell(parked("scanner" + i, 2, "x".repeat(100_000))));
            var sent = sent();
            assertThat(sent).hasSize(Notices.MOST + 1).allMatch(text -> text.length() < 2500);
            all.addAll(sent);
            pass(EVERY);
        }

        assertThat(all.get(Notices.MOST)).contains("scanner" + Notices.MOST + ": 2 requests parked");
        assertThat(all.get(2 * Notices.MOST + 1)).contains("3,918 more requests parked", "scanner21: x");
    }

    @Test
    void a_name_that_is_an_element_of_a_page_is_none_any_more() {
        notices.tell(parked("asmm8", 1, "\"<img src=x>\" is none"));

        assertThat(sent())
                .singleElement()
                .asString()
                .contains("\"‹img src=x›\" is none")
                .doesNotContain("<", ">");
    }

    @Test
    void what_is_urgent_is_told_at_once_in_the_midst_of_a_flood() {
        IntStream.range(0, 1000).forEach(i -> notices.tell(parked("scanner" + i, 1, "x")));
        assertThat(sent()).hasSize(Notices.MOST + 1);

        notices.tell(new Notice.OfHop(Kind.GIVEN_UP, "naabum8", "naabum8 is given up"));

        assertThat(sent()).singleElement().asString().contains("naabum8 is given up");
    }

    @Test
    void switched_off_nothing_is_told_and_nothing_is_kept() {
        notices.tell(stuck("naabum8", "run 1"));
        notices.use(false, EVERY);
        notices.tell(stuck("naabum8", "run 2"));
        notices.use(true, EVERY);

        assertThat(sent()).isEmpty();
    }
}
