package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.cptm8.orchestratorm8.config.Redaction;
import java.nio.charset.StandardCharsets;

/** A log of whatever form. What it is to show is redacted before the form sees it. */
abstract class LogLines extends EncoderBase<ILoggingEvent> {

    private final Redaction redaction;

    LogLines(Redaction redaction) {
        this.redaction = redaction;
    }

    /**
     * The event in this form, its line end included.
     *
     * @param thread its name: libraries put addresses with users into theirs
     * @param trace the stack trace, line ends included; empty: there is none
     */
    abstract String form(ILoggingEvent event, String thread, String message, String trace);

    @Override
    public final byte[] encode(ILoggingEvent event) {
        var markers = event.getMarkerList();
        var message = redaction.apply(event.getFormattedMessage(), markers);
        var trace = LogText.trace(event, text -> redaction.apply(text, markers));
        var thread = redaction.apply(event.getThreadName(), markers);
        return form(event, thread, message, trace).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public final byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public final byte[] footerBytes() {
        return new byte[0];
    }
}
