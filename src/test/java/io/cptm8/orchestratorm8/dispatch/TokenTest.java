package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.dispatch.Token.Place;
import io.cptm8.orchestratorm8.rabbitmq.TopologyException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Whether a ring is started, by what the ledger knows and the queues show. */
class TokenTest {

    private final List<String> adopted = new ArrayList<>();

    private static Place place(String scanner, Long run) {
        return new Place(scanner, "q" + scanner, run);
    }

    /** The verdict and why; "null null": it is started. */
    private String look(List<Place> ring, StartOutcome.QueueLook queues) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("scanner", "asmm8");
        new Token(
                        new Token.Places() {
                            @Override
                            public List<Place> of(String scanner) {
                                return ring;
                            }

                            @Override
                            public void adopt(String scanner) {
                                adopted.add(scanner);
                            }
                        },
                        queues)
                .process(exchange);
        return exchange.getMessage().getHeader(Verdict.HEADER) + " "
                + exchange.getMessage().getHeader(Verdict.WHY);
    }

    private String look(List<Place> ring, Map<String, Long> waiting) {
        return look(ring, queue -> waiting.getOrDefault(queue, 0L));
    }

    @Test
    void a_scanner_of_no_ring_and_a_ring_in_which_nothing_runs_are_started() {
        assertThat(look(List.of(), Map.of())).isEqualTo("null null");
        assertThat(look(List.of(place("asmm8", null), place("num8", null)), Map.of("qasmm8", 1L)))
                .isEqualTo("null null");
    }

    @Test
    void one_whose_token_is_with_another_is_not() {
        assertThat(look(List.of(place("asmm8", null), place("num8", 12L)), Map.of("qasmm8", 1L)))
                .isEqualTo("ring busy run 12 is at num8");
    }

    @Test
    void a_start_that_waits_is_for_these_too_and_one_that_was_taken_is_not() {
        var ring = List.of(place("asmm8", 12L), place("num8", null));
        assertThat(look(ring, Map.of("qasmm8", 1L))).isEqualTo("already waiting null");
        assertThat(look(ring, Map.of())).isEqualTo("ring busy run 12 is at asmm8, which has begun");
    }

    @Test
    void a_start_that_waits_elsewhere_is_a_token_that_nobody_had_heard_of() {
        assertThat(look(List.of(place("asmm8", null), place("num8", null)), Map.of("qnum8", 1L)))
                .isEqualTo("ring busy a start of num8 waits in qnum8, which nobody had heard of");
        assertThat(adopted).containsExactly("num8");
    }

    @Test
    void a_queue_of_another_that_is_missing_holds_nothing() {
        assertThat(look(List.of(place("asmm8", null), place("num8", null)), queue -> {
                    throw new TopologyException("no queue " + queue);
                }))
                .isEqualTo("null null");
    }

    @Test
    void what_cannot_be_asked_is_tried_again() {
        assertThat(look(List.of(place("asmm8", 1L)), queue -> {
                    throw new IOException("gone");
                }))
                .isEqualTo("failed not sent: whether a token is on its way cannot be asked: gone");
        var exchange = new DefaultExchange(new DefaultCamelContext());
        new Token(
                        new Token.Places() {
                            @Override
                            public List<Place> of(String scanner) throws SQLException {
                                throw new SQLException("away");
                            }

                            @Override
                            public void adopt(String scanner) {}
                        },
                        queue -> 0)
                .process(exchange);
        assertThat(exchange.getMessage().getHeader(Verdict.HEADER)).isEqualTo(Verdict.FAILED);
    }
}
