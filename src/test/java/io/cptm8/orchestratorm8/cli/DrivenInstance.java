package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.ChildJvm;
import io.cptm8.orchestratorm8.testing.Cli;
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
import java.util.Map;

/** A running application with a broker and domains of its own, and load tests of it. */
final class DrivenInstance implements AutoCloseable {

    /** What an instance's people own: none of it may ever be touched. The second looks like ours, but for most of its id. */
    private static final String OWN = """
            INSERT INTO cptm8domain (id, name, companyname) VALUES
                ('5ca1ab1e-53e6-4d0e-8a2c-d6f5b1f0a001', 'shop.example.com', 'Shop'),
                ('0badcafe-53e6-4d0e-8a2c-d6f5b1f0a001', 'd1.r0badcafe.loadtest.example', 'orchestratorm8 loadtest 0badcafe')""";

    static final String OURS = "SELECT count(*) FROM cptm8domain WHERE id::text LIKE '________-10ad-8e57-8000-%'";
    private static final String REQUESTS =
            "SELECT count(*) FROM orchestratorm8.request WHERE domain_id::text LIKE '________-10ad-8e57-8000-%'";

    final TestDatabase database = TestDatabase.fresh();
    final Path secrets;
    final TestApplication application;
    final Wire wire;
    private final Path temporary;
    private String requestsBefore;
    private int rounds;

    /** @param temporary an empty folder of the caller */
    DrivenInstance(Path temporary) throws IOException {
        this.temporary = temporary;
        BrokerAddress broker = TestBroker.shared().newVirtualHost();
        secrets = temporary.resolve("secrets");
        application = new TestApplication(temporary.resolve("home"), database, broker)
                .withTakeoverm8()
                .withManyTokens()
                .withCommands(secrets)
                .set("scanners.takeoverm8.enabled", "true");
        application.startAndAwaitReady();
        wire = Wire.to(broker);
        database.execute(OWN);
        await().atMost(Duration.ofSeconds(30)).until(() -> TestApplication.isIdle(database));
        wire.drain("qtakeoverm8");
        wire.drain("qasmm8");
        requestsBefore = requestsEver();
    }

    String[] arguments(String... more) {
        var arguments = new ArrayList<>(
                List.of("loadtest", "--database", database.address().name(), "--domains", "300", "--concurrency", "4"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    Cli run(String... more) {
        return Cli.run(application.home(), arguments(more));
    }

    ChildJvm begin(String... more) throws IOException {
        var scratch = Files.createDirectory(temporary.resolve("tmp" + ++rounds));
        return ChildJvm.start(application.home(), scratch, Map.of(), arguments(more));
    }

    /** Never comes to an end by itself: nobody works for its scanner. */
    ChildJvm beginEndless() throws IOException {
        database.execute("INSERT INTO orchestratorm8.scanner (name, on_change) VALUES ('nobody8', false)"
                + " ON CONFLICT (name) DO NOTHING");
        var child = begin("--yes", "--real-scanners", "--scanner", "nobody8", "--patience", "600");
        await("domains of the load test: " + child.output())
                .atMost(Duration.ofSeconds(60))
                .until(() -> database.count(OURS) == 300);
        return child;
    }

    void assertOnlyOwnAreLeft() {
        assertThat(database.count(OURS)).isZero();
        assertThat(database.count(REQUESTS)).isZero();
        assertThat(database.rows("SELECT name FROM cptm8domain ORDER BY name"))
                .containsExactly("d1.r0badcafe.loadtest.example", "shop.example.com");
        assertThat(database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'done'"))
                .isEqualTo(4);
    }

    private String requestsEver() {
        return database.ask("SELECT last_value FROM orchestratorm8.request_id_seq");
    }

    void assertRefused(Cli refused, String... words) {
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err()).contains(words).doesNotContain("\tat ");
        assertThat(refused.out()).isEmpty();
        // Whatever was written and removed again would have moved it.
        assertThat(requestsEver()).isEqualTo(requestsBefore);
    }

    @Override
    public void close() {
        wire.close();
        application.close();
    }
}
