package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.cptm8.orchestratorm8.config.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A log for people: one event a line, whatever is in the data; then the stack trace, if there is one. */
final class ConsoleLines extends EncoderBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final Redaction redaction;

    ConsoleLines(Redaction redaction) {
        this.redaction = redaction;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var markers = event.getMarkerList();
        var logger = event.getLoggerName();
        var line = "%s %-5s %-28s %s%n%s"
                .formatted(
                        TIME.format(event.getInstant()),
                        event.getLevel(),
                        logger.substring(logger.lastIndexOf('.') + 1),
                        LogText.still(redaction.apply(event.getFormattedMessage(), markers)),
                        LogText.trace(event, message -> redaction.apply(message, markers)));
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
