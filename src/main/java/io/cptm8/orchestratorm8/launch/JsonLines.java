package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.cptm8.orchestratorm8.config.Redaction;
import java.util.Locale;

/**
 * A log for programs: one JSON object a line, with the names that the Go services' logs have ({@code level},
 * {@code time}, {@code message}), and {@code logger}, {@code thread} and {@code error}, the stack trace.
 */
final class JsonLines extends LogLines {

    JsonLines(Redaction redaction) {
        super(redaction);
    }

    @Override
    String form(ILoggingEvent event, String thread, String message, String trace) {
        var line = new StringBuilder(200);
        field(line, '{', "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        field(line, ',', "time", event.getInstant().toString());
        field(line, ',', "message", message);
        field(line, ',', "logger", event.getLoggerName());
        field(line, ',', "thread", thread);
        if (!trace.isEmpty()) {
            field(line, ',', "error", trace);
        }
        return line.append("}\n").toString();
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
