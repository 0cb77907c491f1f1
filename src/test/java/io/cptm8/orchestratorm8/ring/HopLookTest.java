package io.cptm8.orchestratorm8.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.rabbitmq.Topology.Depth;
import io.cptm8.orchestratorm8.rabbitmq.TopologyException;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What a queue says of the hop of its scanner. */
class HopLookTest {

    private static String look(HopLook.Queues queues, long minutes) {
        return look(queues, minutes, false);
    }

    private static String look(HopLook.Queues queues, long minutes, boolean second) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage()
                .setBody(Map.of("hop", 7L, "scanner", "num8", "queue", "qnum8", "minutes", minutes, "second", second));
        new HopLook(queues).process(exchange);
        assertThat(exchange.getMessage().getHeader("hop")).isEqualTo(7L);
        return exchange.getMessage().getHeader("waiting") + ": "
                + exchange.getMessage().getHeader("words");
    }

    @Test
    void a_start_that_nobody_takes() {
        assertThat(look(queue -> new Depth(1, 0, false), 1))
                .isEqualTo(
                        "1: its start waits in qnum8 and nobody consumes that: num8 does not run, or has lost its channel");
    }

    @Test
    void one_that_was_taken_by_who_is_gone() {
        assertThat(look(queue -> new Depth(0, 0, false), 1))
                .isEqualTo("0: nobody consumes qnum8, and no start waits there: num8 has ended without handing over");
    }

    @Test
    void one_of_a_scanner_that_is_held_says_so_too() {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage()
                .setBody(Map.of("hop", 7L, "scanner", "num8", "queue", "qnum8", "minutes", 1L, "held", true));
        new HopLook(queue -> new Depth(0, 1, false)).process(exchange);
        assertThat(exchange.getMessage().getHeader("words"))
                .isEqualTo(
                        "no start waits in qnum8, so num8 works on it, or it was lost; it is held, and not started again meanwhile");
    }

    @Test
    void one_that_stands_behind_another() {
        assertThat(look(queue -> new Depth(1, 1, false), 1))
                .isEqualTo("1: a start waits in qnum8 behind one that num8 has not acknowledged");
    }

    @Test
    void on_a_broker_that_counts_what_is_held_nobody_knows_which() {
        assertThat(look(queue -> new Depth(1, 1, true), 1))
                .isEqualTo("-1: num8 works on its start from qnum8, or it waits there: this broker counts both");
        assertThat(look(queue -> new Depth(0, 1, true), 1)).startsWith("0: ");
        assertThat(look(queue -> new Depth(1, 0, true), 1)).startsWith("1: ");
    }

    @Test
    void on_such_a_broker_the_second_token_of_one_scanner_is_the_one_that_waits() {
        assertThat(look(queue -> new Depth(2, 1, true), 1, true)).startsWith("2: ");
        assertThat(look(queue -> new Depth(2, 1, true), 1, false)).startsWith("-1: ");
    }

    @Test
    void one_that_was_taken_and_one_that_was_taken_longer_ago_than_the_broker_waits() {
        assertThat(look(queue -> new Depth(0, 1, false), 29))
                .isEqualTo("0: no start waits in qnum8, so num8 works on it, or it was lost");
        assertThat(look(queue -> new Depth(0, 1, false), 30))
                .startsWith(
                        "0: no start waits in qnum8, so num8 works on it, or it was lost; for longer than RabbitMQ usually waits");
    }

    @Test
    void a_queue_that_is_missing_holds_nothing_and_one_that_cannot_be_asked_nobody_knows_what() {
        assertThat(look(
                        queue -> {
                            throw new TopologyException(queue + " does not exist on the broker");
                        },
                        1))
                .isEqualTo("0: qnum8 does not exist on the broker");
        assertThat(look(
                        queue -> {
                            throw new IOException("gone");
                        },
                        1))
                .isEqualTo("-1: the broker cannot be asked for qnum8: gone");
    }
}
