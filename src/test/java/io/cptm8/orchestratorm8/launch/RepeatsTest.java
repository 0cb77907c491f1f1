package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cptm8.orchestratorm8.testing.LogCapture;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatsTest {

    private static final String CONTAINER = "org.springframework.amqp.rabbit.listener.Container";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ListAppender<ILoggingEvent> shown = new ListAppender<>();
    private final AtomicLong steady = new AtomicLong(Long.MAX_VALUE - 1000);

    @BeforeEach
    void listen() {
        context.reset();
        context.addTurboFilter(new Repeats(List.of("org.springframework"), steady::get));
        context.getLogger("ROOT").setLevel(Level.INFO);
        context.getLogger("ROOT").addAppender(shown);
        shown.start();
    }

    @AfterEach
    void restore() {
        LogCapture.restore();
    }

    private List<String> messages() {
        return shown.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void outage(int lines) {
        for (var line = 1; line <= lines; line++) {
            context.getLogger(CONTAINER)
                    .warn("basicConsume failed, scheduling consumer " + line, new IllegalStateException("refused"));
        }
    }

    @Test
    void what_a_library_repeats_is_told_once_and_after_a_while_with_how_many_there_were() {
        outage(60);
        assertThat(messages()).containsExactly("basicConsume failed, scheduling consumer 1");

        steady.addAndGet(Repeats.PAUSE.toNanos());
        outage(3);
        assertThat(messages())
                .containsExactly(
                        "basicConsume failed, scheduling consumer 1",
                        "59 more like the next line have been left out since the last one.",
                        "basicConsume failed, scheduling consumer 1");
    }

    @Test
    void another_text_of_the_same_library_and_the_same_of_another_are_told() {
        outage(2);
        context.getLogger(CONTAINER).error("Consumer canceled");
        context.getLogger(CONTAINER + "Two").warn("basicConsume failed, scheduling consumer 9");

        assertThat(messages())
                .containsExactly(
                        "basicConsume failed, scheduling consumer 1",
                        "Consumer canceled",
                        "basicConsume failed, scheduling consumer 9");
    }

    @Test
    void nothing_of_ours_and_nothing_below_a_warning_is_left_out() {
        for (var line = 0; line < 3; line++) {
            context.getLogger("io.cptm8.orchestratorm8.rabbitmq.Broker").warn("lost");
            context.getLogger(CONTAINER).info("started");
        }

        assertThat(messages()).containsExactly("lost", "started", "lost", "started", "lost", "started");
    }

    @Test
    void at_level_debug_everything_is_told() {
        context.getLogger("ROOT").setLevel(Level.DEBUG);
        outage(5);

        assertThat(messages()).hasSize(5);
    }
}
