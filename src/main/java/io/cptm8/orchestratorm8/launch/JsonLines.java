package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.cptm8.orchestratorm8.config.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A log for programs: one JSON object a line, with the names that the Go services' logs have ({@code level},
 * {@code time}, {@code message}), and {@code logger}, {@code thread} and {@code error}, the stack trace.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

    private final Redaction redaction;

    JsonLines(Redaction redaction) {
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
        var line = new StringBuilder(200);
        field(line, '{', "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        field(line, ',', "time", event.getInstant().toString());
        field(line, ',', "message", redaction.apply(event.getFormattedMessage(), markers));
        field(line, ',', "logger", event.getLoggerName());
        field(line, ',', "thread", event.getThreadName());
        var trace = LogText.trace(event, message -> redaction.apply(message, markers));
        if (!trace.isEmpty()) {
            field(line, ',', "error", trace);
        }
        return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void field(StringBuilder line, char before, String name, String value) {
        line.append(before).append('"').append(name).append("\":\"");
        value.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                line.append('\\').append((char) character);
            } else if (character == '\n') {
                line.append("\\n");
            } else if (LogText.acts(character)) {
                // Above the first plane an escape is two, one for each half.
                for (var half : Character.toChars(character)) {
                    line.append("\\u%04x".formatted((int) half));
                }
            } else {
                line.appendCodePoint(character);
            }
        });
        line.append('"');
    }
}
