package io.cptm8.orchestratorm8.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.DefaultConsumer;
import io.cptm8.orchestratorm8.launch.ScannerList;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A running application whose scanners all consume, in which nothing is to be found until a test breaks something. */
final class Patient implements AutoCloseable {

    static final List<String> QUEUES = List.of("qasmm8", "qnaabum8", "qkatanam8", "qnum8", "qreportingm8");

    final TestDatabase database;
    final BrokerAddress broker;
    final TestApplication application;
    final Wire wire;
    private final Map<String, String> consumers = new HashMap<>();

    /** @param home an empty folder of the caller */
    Patient(Path home, TestDatabase database, BrokerAddress broker) {
        this.database = database;
        this.broker = broker;
        // It must not take up what a test changes for the doctor's eyes only.
        application = new TestApplication(home, database, broker)
                .set("reload", "false")
                .startAndAwaitReady();
        wire = Wire.to(broker);
        QUEUES.forEach(this::consume);
    }

    Patient consume(String queue) {
        try {
            consumers.put(queue, wire.channel().basicConsume(queue, true, new DefaultConsumer(wire.channel())));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Patient stopConsuming(String queue) {
        try {
            wire.channel().basicCancel(consumers.remove(queue));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Report examine() {
        return examine(Clock.systemUTC());
    }

    Report examine(Clock clock) {
        return doctor(clock).examine();
    }

    Doctor doctor(Clock clock) {
        try {
            var settings = application.settings();
            var files = ScannerList.read(settings);
            return new Doctor(settings, files.scanners(), files.problems(), clock);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one finding that there is. */
    Finding only(Ailment ailment) {
        var findings = examine().findings();
        assertThat(findings).as(findings.toString()).hasSize(1);
        assertThat(findings.get(0).ailment()).isEqualTo(ailment);
        return findings.get(0);
    }

    void assertWell() {
        assertThat(examine().findings()).isEmpty();
    }

    @Override
    public void close() {
        wire.close();
        application.close();
    }
}
