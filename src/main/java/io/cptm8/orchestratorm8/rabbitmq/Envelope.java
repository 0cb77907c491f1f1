package io.cptm8.orchestratorm8.rabbitmq;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * The body that all services of the platform exchange.
 *
 * @param channel the routing key
 * @param payload left out when null
 * @param timestamp RFC 3339, up to nine digits of a second without trailing zeros
 * @param source who sends
 */
@JsonPropertyOrder({"channel", "payload", "timestamp", "source"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Envelope(String channel, Object payload, String timestamp, String source) {

    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffsetId()
            .toFormatter(java.util.Locale.ROOT);

    public static Envelope now(String channel, Object payload) {
        return new Envelope(channel, payload, RFC_3339.format(OffsetDateTime.now(ZoneOffset.UTC)), "orchestratorm8");
    }
}
