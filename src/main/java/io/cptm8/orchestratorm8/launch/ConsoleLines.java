package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.cptm8.orchestratorm8.config.Redaction;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A log for people: one event a line, whatever is in the data; then the stack trace, if there is one. */
final class ConsoleLines extends LogLines {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    ConsoleLines(Redaction redaction) {
        super(redaction);
    }

    @Override
    String form(ILoggingEvent event, String thread, String message, String trace) {
        var logger = event.getLoggerName();
        return "%s %-5s %-28s %s%n%s"
                .formatted(
                        TIME.format(event.getInstant()),
                        event.getLevel(),
                        logger.substring(logger.lastIndexOf('.') + 1),
                        LogText.still(message),
                        trace);
    }
}
