package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.postgres.listen.PgListenConsumer;
import io.cptm8.orchestratorm8.scanner.ScannerStates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** A start that its queue refused counts as answered only where a message is seen to wait. */
class StartOutcomeTest {

    private final DispatchMeters meters = new DispatchMeters(new SimpleMeterRegistry(), new ScannerStates());

    private Start outcome(String verdict, StartOutcome.QueueLook look) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        var message = exchange.getMessage();
        var settlement = new Settlement();
        settlement.keep(7, 1, 0, false);
        message.setBody(settlement);
        message.setHeader("scanner", "asmm8");
        message.setHeader("claim", "c1");
        message.setHeader("quiet", 100L);
        message.setHeader("hold", 2000L);
        message.setHeader("size", 1000L);
        message.setHeader("rate", 1L);
        message.setHeader("lease", 60.0);
        exchange.setProperty(PgListenConsumer.AGAIN, false);
        Exchange started = new StartStrategy().aggregate(null, exchange);
        started.setProperty("start", started.getMessage().getBody(Start.class));
        started.getMessage().setHeader(Verdict.HEADER, verdict);
        started.getMessage().setHeader("queue", "qasmm8");
        new StartOutcome(new Published(), meters, look, notice -> {}).process(started);
        return started.getMessage().getBody(Start.class);
    }

    @Test
    void a_refused_start_is_already_waiting_when_its_queue_has_a_message() {
        assertThat(outcome(Verdict.ALREADY_WAITING, queue -> 1).getVerdict()).isEqualTo(Verdict.ALREADY_WAITING);
    }

    @Test
    void a_refused_start_is_unknown_when_its_queue_has_none() {
        var start = outcome(Verdict.ALREADY_WAITING, queue -> 0);

        assertThat(start.getVerdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(start.getError()).contains("qasmm8", "no message waiting");
    }

    @Test
    void a_refused_start_is_unknown_when_its_queue_cannot_be_asked() {
        var start = outcome(Verdict.ALREADY_WAITING, queue -> {
            throw new IOException("its node is down");
        });

        assertThat(start.getVerdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(start.getError()).contains("qasmm8", "cannot be asked", "its node is down");
    }

    @Test
    void an_accepted_start_asks_nobody() {
        assertThat(outcome(Verdict.ACCEPTED, queue -> {
                            throw new IOException("asked");
                        })
                        .getVerdict())
                .isEqualTo(Verdict.ACCEPTED);
    }
}
