package io.cptm8.orchestratorm8.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.notify.Notice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the things that happen to a hop people are told, in the words of the log. */
class HopNoticesTest {

    private static final String RESTART =
            "naabum8 is started again in run 12 of ring asmm8, restart 1 of 2 at most; at work for 84 min, usually 26 min: nobody consumes qnaabum8.";

    private final List<Notice> told = new ArrayList<>();
    private final RingMeters meters = new RingMeters(new SimpleMeterRegistry());

    private static Exchange exchange(Map<String, Object> row) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(List.of(row));
        exchange.getMessage().setHeader("restarts", 2);
        exchange.getMessage().setHeader("waiting", 0L);
        return exchange;
    }

    private static Map<String, Object> row(String event) {
        var row = new HashMap<String, Object>();
        row.put("event", event);
        row.put("run", 12L);
        row.put("ring", "asmm8");
        row.put("scanner", "naabum8");
        row.put("key", "cptm8.naabum8.get.scan");
        row.put("minutes", 84.0);
        row.put("usually", 26.0);
        row.put("patience", 39.0);
        row.put("restarts", 1);
        row.put("why", "nobody consumes qnaabum8");
        return row;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stuck    | STUCK     | naabum8 is stuck in run 12 of ring asmm8, at work for 84 min, usually 26 min: nobody consumes qnaabum8. It is not started again while that is so.
            merge    | MERGED    | naabum8 is one too many in run 12 of ring asmm8: nobody consumes qnaabum8, and one token is enough. Its start is taken out of the queue.
            merged   | MERGED    | naabum8 is one too many in run 12 of ring asmm8: nobody consumes qnaabum8, and one token is enough.
            given up | GIVEN_UP  | naabum8 is given up in run 12 of ring asmm8 after 1 more start, at work for 84 min, usually 26 min: nobody consumes qnaabum8. Nothing goes on in this run. Look at naabum8 and its log; the ring starts again with the next change or schedule.
            """)
    void each_of_these_is_told(String event, String kind, String text) {
        new HopEvent(meters, told::add).process(exchange(row(event)));

        assertThat(told).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).hasToString(kind);
            assertThat(notice.scanner()).isEqualTo("naabum8");
            assertThat(notice.text()).isEqualTo(text);
        });
    }

    @Test
    void one_that_is_only_late_is_not() {
        new HopEvent(meters, told::add).process(exchange(row("late")));

        assertThat(told).isEmpty();
    }

    @Test
    void one_that_recovers_is_told() {
        new Recovered(meters, told::add).process(exchange(Map.of("recovered", "naabum8", "run", 12L, "turn", "num8")));

        assertThat(told).extracting(Notice::text).containsExactly("naabum8 has recovered: run 12 goes on with num8.");
    }

    private List<String> restart(Restarted.Queues queues, String... verdicts) {
        var exchange = exchange(row("restart"));
        new HopEvent(meters, told::add).process(exchange);
        assertThat(told).isEmpty();
        var restarted = new Restarted(queues, told::add);
        for (var verdict : verdicts) {
            exchange.getMessage().setHeader("verdict", verdict);
            exchange.getMessage().setHeader("why", "in words");
            restarted.process(exchange);
        }
        return told.stream().map(Notice::text).toList();
    }

    @Test
    void a_restart_is_told_with_its_cause_when_the_broker_has_taken_it() {
        assertThat(restart(scanner -> {}, "accepted")).containsExactly(RESTART);
    }

    @Test
    void one_that_the_broker_does_not_take_is_told_with_the_reason() {
        assertThat(restart(scanner -> {}, "rejected"))
                .containsExactly(RESTART + " The broker has not taken the start: rejected, in words.");
    }

    @Test
    void one_that_no_queue_takes_is_told_once_when_it_was_sent_again() {
        var declared = new ArrayList<String>();

        assertThat(restart(declared::add, "unroutable")).isEmpty();
        assertThat(restart(declared::add, "unroutable", "accepted"))
                .containsExactly(
                        RESTART
                                + " No queue was bound for cptm8.naabum8.get.scan; it was declared and bound as its file says.");
        assertThat(declared).containsExactly("naabum8", "naabum8");
    }

    @Test
    void one_whose_queue_cannot_be_declared_is_told_at_once() {
        assertThat(restart(
                        scanner -> {
                            throw new IOException("the broker does not allow it");
                        },
                        "unroutable"))
                .containsExactly(
                        RESTART
                                + " No queue was bound for cptm8.naabum8.get.scan; it could not be declared: the broker does not allow it. The broker has not taken the start: unroutable, in words.");
    }
}
