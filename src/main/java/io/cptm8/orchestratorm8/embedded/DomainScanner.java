package io.cptm8.orchestratorm8.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.simulation.Conduct;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** A scanner that gets one message for each domain and hands over to nobody. */
final class DomainScanner extends SimulatedScanner {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Duration scan;

    DomainScanner(String name, Duration scan, ScheduledExecutorService clock, ScanJournal journal) {
        super(name, clock, journal);
        this.scan = scan;
    }

    /** It hands over to nobody, and each of its messages is one domain. */
    @Override
    boolean canBe(Conduct wanted) {
        return wanted == Conduct.DIE || wanted == Conduct.NORMAL;
    }

    @Override
    void became(Conduct wanted) {
        // It is gone, or comes back; nothing else.
    }

    @Override
    void scan(long deliveryTag, byte[] body) {
        after(scan, () -> {
            acknowledge(deliveryTag);
            note("scanned " + domain(body));
        });
    }

    /** The first thing in the message that is called a name or a domain; only a person reads it. */
    private static String domain(byte[] body) {
        try {
            var message = JSON.readTree(body);
            return textOf(message, "name", textOf(message, "domain", "a domain"));
        } catch (IOException e) {
            return "a domain";
        }
    }

    private static String textOf(JsonNode message, String field, String otherwise) {
        var value = message.findValue(field);
        return value != null && value.isTextual() ? value.textValue() : otherwise;
    }
}
