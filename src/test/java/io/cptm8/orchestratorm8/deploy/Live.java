package io.cptm8.orchestratorm8.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** An application that runs, with everything around it, and what tests of live changes wait for. */
final class Live implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);

    final TestDatabase database = TestDatabase.fresh();
    final BrokerAddress broker = TestBroker.shared().newVirtualHost();
    final TestApplication application;
    final LogCapture log = LogCapture.of("io.cptm8.orchestratorm8");
    final Wire wire;
    private final Path home;

    private Live(Path home, Consumer<TestApplication> preparation) {
        this.home = home;
        this.application = new TestApplication(home, database, broker);
        preparation.accept(application);
        application.startAndAwaitReady();
        this.wire = Wire.to(broker);
    }

    static Live in(Path home) {
        return new Live(home, application -> {});
    }

    /** @param preparation changes settings or files before the start */
    static Live in(Path home, Consumer<TestApplication> preparation) {
        return new Live(home, preparation);
    }

    Path file(String path) {
        return home.resolve(path);
    }

    static String pathOf(String scanner) {
        return "routes/scanners/" + scanner + ".yaml";
    }

    /** Saves a scanner's file and waits until it runs. */
    void deploy(String scanner, String... parameters) {
        application.write(pathOf(scanner), Routes.perDomain(scanner, parameters));
        awaitRunning(scanner);
    }

    String ready() {
        return application.get("/ready").body();
    }

    void awaitReady(Consumer<String> assertion) {
        await().atMost(LIMIT).untilAsserted(() -> assertion.accept(ready()));
    }

    void awaitRunning(String scanner) {
        awaitReady(ready -> assertThat(ready).contains("\"" + scanner + "\":{\"state\":\"running\"}"));
    }

    void awaitGone(String scanner) {
        awaitReady(ready -> assertThat(ready).doesNotContain("\"" + scanner + "\""));
    }

    void awaitNothingWrong() {
        awaitReady(ready -> assertThat(ready).doesNotContain("badFiles", "detail\":\""));
    }

    void awaitLog(String text) {
        awaitLog(text, 1);
    }

    void awaitLog(String text, int times) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(log.messages().stream().filter(line -> line.contains(text)))
                        .hasSizeGreaterThanOrEqualTo(times));
    }

    void awaitExchanged(String scanner, int times) {
        awaitLog("Scanner " + scanner + " (" + file(pathOf(scanner)) + "): the new version of its file runs", times);
    }

    void addDomain(String name) {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('%s')".formatted(name));
    }

    void addDomains(int count) {
        database.execute("INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, " + count
                + ") i");
    }

    /** A domain that is added now reaches the scanner's queue; what else is in it is taken too. */
    void assertServes(String scanner, String domain) {
        addDomain(domain);
        var taken = new java.util.ArrayList<Received>();
        await("%s in q%s".formatted(domain, scanner)).atMost(LIMIT).until(() -> {
            taken.addAll(wire.drain("q" + scanner));
            return taken.stream().anyMatch(message -> message.text().contains(domain));
        });
    }

    List<String> requestsFor(String scanner) {
        return database.rows("SELECT state FROM orchestratorm8.request WHERE scanner = '" + scanner + "'");
    }

    void awaitNothingOpen() {
        await().atMost(LIMIT.multipliedBy(2))
                .until(() -> database.count("SELECT count(*) FROM orchestratorm8.request WHERE state <> 'done'") == 0);
    }

    @Override
    public void close() {
        wire.close();
        application.close();
        log.close();
        assertThat(log.messages()).noneMatch(line -> line.contains("This is a bug"));
    }
}
