package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * RabbitMQ's own load generator as a peer: one publisher, 1000 unconfirmed persistent messages, no consumer. It has no
 * database, no names to check and nothing to remember.
 */
final class PerfTest {

    /** Bytes: what the body of one message of ours comes to. */
    static final int BODY = 215;

    private static final Pattern RATE = Pattern.compile("sending rate avg: (\\d+) msg/s");

    private final BrokerAddress broker;

    PerfTest(BrokerAddress broker) {
        this.broker = broker;
    }

    /** Publishes so many and answers how many a second. */
    double rate(int messages) throws Exception {
        var process = new ProcessBuilder(List.of(
                        Contenders.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.rabbitmq.perf.PerfTest",
                        "--uri",
                        "amqp://%s:%s@127.0.0.1:%d/%s"
                                .formatted(broker.user(), broker.password(), broker.port(), broker.virtualHost()),
                        "--producers",
                        "1",
                        "--consumers",
                        "0",
                        "--confirm",
                        "1000",
                        "--flag",
                        "persistent",
                        "--size",
                        "" + BODY,
                        "--pmessages",
                        "" + messages,
                        "--predeclared",
                        "--queue",
                        ScannerFile.BENCHM8.queue(),
                        "--exchange",
                        ScannerFile.EXCHANGE,
                        "--routing-key",
                        ScannerFile.BENCHM8.key()))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var rate = RATE.matcher(output);
        if (process.waitFor() != 0 || !rate.find()) {
            throw new IllegalStateException("PerfTest gave no rate: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
