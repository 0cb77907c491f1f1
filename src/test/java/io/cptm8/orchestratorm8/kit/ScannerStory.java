package io.cptm8.orchestratorm8.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cptm8.orchestratorm8.deploy.Routes;
import io.cptm8.orchestratorm8.launch.UnconnectedServices;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test of a scanner's file that reads like a story: the whole application with the shipped routes, an empty PostgreSQL
 * of its own and a broker of its own, new for each test. The broker is a private RabbitMQ where {@code rabbitmq-server}
 * is installed, else the embedded one; the test run prints which. Whatever is waited for may take twenty seconds.
 *
 * <p>The schedule of the file under test is left out, so that the time of day decides nothing.
 */
public abstract class ScannerStory {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Consumer<TestApplication>> settings = new ArrayList<>();
    private TestDatabase database;
    private TestApplication application;
    private Wire wire;

    /** @param file the scanner's, from the project's folder: {@code routes/scanners/certm8.yaml} */
    protected ScannerStory(String file) {
        this.file = Path.of(file);
    }

    /** Sets a key of application.properties, named without {@code orchestratorm8.}; for the constructor of a test. */
    protected final void set(String key, String value) {
        settings.add(prepared -> prepared.set(key, value));
    }

    @BeforeEach
    final void begin(@TempDir Path home) throws IOException {
        database = TestDatabase.fresh();
        var broker = TestBroker.shared().newVirtualHost();
        application = new TestApplication(home, database, broker);
        application.write(
                "routes/scanners/" + file.getFileName(),
                Files.readString(file).replaceAll("(?m)^ *- \\{ name: cron,.*\\R", ""));
        settings.forEach(setting -> setting.accept(application));
        application.startAndAwaitReady();
        var name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        assertThat(application.get("/ready").body())
                .as("%s runs; if it is disabled as shipped, set(…) what enables it, in the test's constructor", file)
                .contains("\"" + name + "\":{\"state\":\"running\"");
        wire = Wire.to(broker);
    }

    @AfterEach
    final void end() {
        try (var ended = application;
                var closed = wire) {
            wire = null;
        }
    }

    /** A domain of the platform, in the table or not. */
    protected final Domain domain(String name) {
        return new Domain(name);
    }

    /** What a scanner finds in its queue. */
    protected final Queue scanner(String name) {
        try (var services = new UnconnectedServices()) {
            return Routes.shipped(services.placeholders()).stream()
                    .filter(scanner -> scanner.name().equals(name))
                    .findFirst()
                    .map(Queue::new)
                    .orElseThrow(() -> new AssertionError("routes/scanners has no " + name + ".yaml that is right"));
        }
    }

    /** A row of the platform's table. */
    protected final class Domain {

        private final String name;

        private Domain(String name) {
            this.name = name;
        }

        private String literal() {
            return "'" + name.replace("'", "''") + "'";
        }

        public void isAdded() {
            database.execute("INSERT INTO cptm8domain (name) VALUES (" + literal() + ")");
        }

        public void isDisabled() {
            database.execute("UPDATE cptm8domain SET enabled = false WHERE name = " + literal());
        }

        public void isEnabled() {
            database.execute("UPDATE cptm8domain SET enabled = true WHERE name = " + literal());
        }

        public void isDeleted() {
            database.execute("DELETE FROM cptm8domain WHERE name = " + literal());
        }

        /** Its id in the table. */
        public String id() {
            return database.ask("SELECT id FROM cptm8domain WHERE name = " + literal());
        }

        /** Waits until what it asked of a scanner is {@code waiting}, {@code done}, {@code parked} or {@code cancelled}. */
        public Request requestTo(String scanner) {
            return new Request(
                    "FROM orchestratorm8.request WHERE scanner = '" + scanner + "' AND domain_id = '" + id() + "'");
        }
    }

    /** What became of a domain's request for one scanner, which is a row. */
    protected final class Request {

        private final String from;

        private Request(String from) {
            this.from = from;
        }

        /** Waits for a state: waiting, done, parked or cancelled. */
        public Request becomes(String state) {
            return awaits("state", state);
        }

        /** Waits for the broker's word: accepted, already waiting, unroutable or unknown. */
        public Request hasReceipt(String receipt) {
            return awaits("receipt", receipt);
        }

        /** Waits for a reason, in words, that contains this. */
        public Request says(String words) {
            await(words + " in last_error " + from)
                    .atMost(LIMIT)
                    .until(() -> String.valueOf(database.ask("SELECT last_error " + from))
                            .contains(words));
            return this;
        }

        private Request awaits(String column, String value) {
            await(column + " " + from)
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(database.ask("SELECT " + column + " " + from))
                            .isEqualTo(value));
            return this;
        }
    }

    /** The queue of a scanner, from the scanner's side. */
    protected final class Queue {

        private final Scanner scanner;

        private Queue(Scanner scanner) {
            this.scanner = scanner;
        }

        /** Takes one message, and there must be no other; its body is this JSON, but for a timestamp. */
        public Received receives(String json) {
            var messages = wire.take(scanner.queue(), 1);
            assertThat(messages).as("messages in " + scanner.queue()).hasSize(1);
            assertThat(comparable(messages.get(0).text())).isEqualTo(comparable(json));
            return messages.get(0);
        }

        /** Waits until no request of any domain waits any more, and then the queue must be empty. */
        public void receivesNothingMore() {
            await("no request to wait").atMost(LIMIT).until(() -> TestApplication.isIdle(database));
            assertThat(wire.drain(scanner.queue()))
                    .as("messages in " + scanner.queue())
                    .isEmpty();
        }

        /** As when somebody deletes it: what is sent has nowhere to go. */
        public void losesItsQueue() {
            try {
                wire.channel().queueDelete(scanner.queue());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** As the application declares it. */
        public void getsItsQueueBack() {
            wire.queue(scanner.queue(), scanner.queueArguments());
            scanner.bindings().forEach(binding -> wire.bind(scanner.queue(), scanner.exchange(), binding));
        }
    }

    private static JsonNode comparable(String json) {
        try {
            var node = JSON.readTree(json);
            if (node instanceof ObjectNode object) {
                object.remove("timestamp");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new AssertionError("this is not JSON: " + json, e);
        }
    }
}
