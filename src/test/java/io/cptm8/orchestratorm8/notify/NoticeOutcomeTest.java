package io.cptm8.orchestratorm8.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.LogCapture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the broker's words end a notification, and which have it come again. */
class NoticeOutcomeTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final NoticeMeters meters = new NoticeMeters(registry);
    private long passed;
    private final Notices notices = new Notices(Clock.systemUTC(), () -> passed, meters);
    private final NoticeOutcome outcome = new NoticeOutcome(notices, meters);

    /** Tells of a scanner, and has the broker say this of it. */
    private void say(String scanner, String verdict) {
        notices.use(true, Duration.ofDays(1));
        notices.tell(new Notice.OfHop(Kind.STUCK, scanner, scanner + " is stuck"));
        notices.due().forEach(told -> hear(told, verdict));
    }

    private void hear(Told told, String verdict) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(NoticeMessage.NOTICE, told);
        if (verdict != null) {
            exchange.getMessage().setHeader("verdict", verdict);
            exchange.getMessage().setHeader("why", "because");
        }
        outcome.process(exchange);
        passed += Notices.PAUSE.toNanos();
    }

    @ParameterizedTest
    @CsvSource({"accepted, sent", "unroutable, unrouted", "already waiting, refused", "not sent, not sent"})
    void after_these_it_is_done_with_and_counted(String verdict, String counted) {
        say("naabum8", verdict);

        assertThat(notices.due()).isEmpty();
        assertThat(registry.get("orchestratorm8.notifications")
                        .tag("kind", "stuck")
                        .tag("outcome", counted)
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "failed", ""})
    void after_these_it_comes_again(String verdict) {
        say("naabum8", verdict.isEmpty() ? null : verdict);

        assertThat(notices.due())
                .singleElement()
                .satisfies(told -> assertThat(told.message()).contains("naabum8 is stuck"));
        assertThat(registry.find("orchestratorm8.notifications").counters()).isEmpty();
    }

    @Test
    void what_stands_in_the_way_is_said_once_and_so_is_its_end() {
        try (var log = LogCapture.of(NoticeOutcome.class.getName())) {
            say("asmm8", "accepted");
            say("naabum8", "failed");
            notices.due().forEach(told -> hear(told, "failed"));
            notices.due().forEach(told -> hear(told, "accepted"));
            say("num8", "accepted");

            assertThat(log.messages())
                    .containsExactly(
                            "WARN A notification could not be sent (failed, because). It is kept and tried again.",
                            "INFO Notifications are taken again.");
        }
    }

    @Test
    void that_nobody_listens_is_said_once_though_others_are_taken() {
        try (var log = LogCapture.of(NoticeOutcome.class.getName())) {
            say("asmm8", "unroutable");
            say("naabum8", "accepted");
            say("num8", "unroutable");

            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("INFO No queue is bound to exchange notification");
        }
    }
}
