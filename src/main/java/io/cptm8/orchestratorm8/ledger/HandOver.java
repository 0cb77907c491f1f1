package io.cptm8.orchestratorm8.ledger;

import io.cptm8.orchestratorm8.target.Wording;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads who hands over to whom from a message that a scanner published, into headers. It never throws, since what fails here would be
 * delivered again.
 */
public final class HandOver implements Processor {

    private final MeterRegistry meters;

    public HandOver(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var key = message.getHeader("CamelSpringRabbitmqRoutingKey", "", String.class);
        var said = Said.in(message.getBody());
        message.setHeader("id", digest(exchange, key));
        message.setHeader("key", Wording.legible(key, Said.LONGEST_NAME));
        message.setHeader("source", said.source());
        message.setHeader("status", said.status());
        message.setHeader("words", said.words());
        message.setHeader("at", said.at());
        Counter.builder("orchestratorm8.hand.overs")
                .description("Messages that scanners handed over to each other, by the status in them")
                .tag("status", said.status())
                .register(meters)
                .increment();
    }

    /**
     * The same for a message that is delivered again. Two hand-overs differ by the time in them; those of a scanner that lost its channel
     * have no body, and their time as a property.
     */
    private static String digest(Exchange exchange, String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var name : new String[] {"Timestamp", "MessageId"}) {
                var value = exchange.getMessage().getHeader("CamelSpringRabbitmq" + name, "", String.class);
                digest.update((value + '\n').getBytes(StandardCharsets.UTF_8));
            }
            digest.update((key + '\n').getBytes(StandardCharsets.UTF_8));
            if (exchange.getMessage().getBody() instanceof byte[] body) {
                digest.update(body);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This is a bug: every Java has SHA-256.", e);
        }
    }
}
