package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.function.UnaryOperator;

/** What is safe to show of a log event: without secrets, and on a console without characters that act on it. */
final class LogText {

    private static final int DEEPEST = 20;

    private LogText() {}

    /** Characters that a terminal obeys or that turn the order of what is read: control, format, line ends. */
    static boolean acts(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Each character that acts becomes a middle dot. */
    static String still(String text) {
        if (text.codePoints().noneMatch(LogText::acts)) {
            return text;
        }
        var still = new StringBuilder(text.length());
        text.codePoints().forEach(character -> still.appendCodePoint(acts(character) ? '·' : character));
        return still.toString();
    }

    /** A stack trace whose line ends are ours: the messages in it hold data, and are made still. */
    static String trace(ILoggingEvent event, UnaryOperator<String> message) {
        var text = new StringBuilder();
        var thrown = event.getThrowableProxy();
        for (int depth = 0; thrown != null && depth < DEEPEST; depth++) {
            append(text, depth == 0 ? "" : "Caused by: ", thrown, message);
            thrown = thrown.getCause() == thrown ? null : thrown.getCause();
        }
        return text.toString();
    }

    private static void append(
            StringBuilder text, String prefix, IThrowableProxy thrown, UnaryOperator<String> message) {
        text.append(prefix).append(thrown.getClassName());
        if (thrown.getMessage() != null) {
            text.append(": ").append(still(message.apply(thrown.getMessage())));
        }
        text.append('\n');
        var frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; i < frames.length - thrown.getCommonFrames(); i++) {
            text.append("    ").append(frames[i].getSTEAsString()).append('\n');
        }
        for (var suppressed : thrown.getSuppressed()) {
            append(text, "  Suppressed: ", suppressed, message);
        }
    }
}
