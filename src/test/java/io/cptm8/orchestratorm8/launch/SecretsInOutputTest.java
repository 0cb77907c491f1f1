package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.ChildJvm;
import io.cptm8.orchestratorm8.testing.FreePorts;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.testing.RabbitUser;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a whole, at its most talkative, never says a user or a password, let in or not. */
@RealRabbitMq
class SecretsInOutputTest {

    private static final String CANARY = "canary";

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path temporary;

    private int port;

    @Test
    void while_both_services_let_us_in() throws Exception {
        letIn();
        assertSilent("canary-secret", 200, "Ready.");
    }

    @Test
    void while_both_services_refuse_our_password() throws Exception {
        letIn();
        assertSilent("canary-wrong", 503, "password authentication failed");
    }

    @Test
    void while_the_broker_does_not_let_our_user_into_the_virtual_host() throws Exception {
        letIn().forbid(broker.virtualHost());
        assertSilent("canary-secret", 503, "does not let us in");
    }

    @Test
    void while_our_user_may_not_declare_a_queue() throws Exception {
        letIn().permit(broker.virtualHost(), "cptm8|notification|scheduler|orchestratorm8.*", ".*", ".*");
        assertSilent("canary-secret", 200, "does not allow qasmm8 to be declared");
    }

    private RabbitUser letIn() {
        database.executeAsSuperuser(
                // One server serves all tests of this JVM, and roles are the server's.
                "DO $$ BEGIN CREATE ROLE \"canary-table\" LOGIN PASSWORD 'canary-secret' IN ROLE "
                        + database.address().user() + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        var user = RabbitUser.in(TestBroker.shared().node(), "canary-queue", "canary-secret");
        user.permit(broker.virtualHost(), ".*", ".*", ".*");
        return user;
    }

    private void assertSilent(String password, int ready, String sign) throws Exception {
        var home = Files.createDirectory(temporary.resolve("home"));
        Installation.in(home);
        try (var program = ChildJvm.start(
                home,
                Files.createDirectory(temporary.resolve("tmp")),
                environment(password),
                "launch",
                "--ip",
                "127.0.0.1",
                "--port",
                freePort())) {
            var log = home.resolve("log/orchestratorm8.log");
            await(sign + " in " + program.output())
                    .ignoreExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(log).contains(sign));
            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> get("/ready").statusCode() == ready);

            assertThat(get("/health").body()
                            + get("/ready").body()
                            + get("/metrics").body())
                    .doesNotContain(CANARY);
            assertThat(Files.readString(Path.of("/proc/" + program.pid() + "/cmdline")))
                    .doesNotContain(CANARY);
            // Names of all threads, as the JVM itself tells them.
            new ProcessBuilder("kill", "-QUIT", Long.toString(program.pid()))
                    .start()
                    .waitFor();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> program.standardOutput().contains("JNI global refs"));

            assertThat(program.terminate()).isZero();
            assertThat(program.output()).contains(sign).doesNotContain(CANARY);
            assertThat(Files.readString(log)).contains("\"level\":\"trace\"").doesNotContain(CANARY);
        }
    }

    private Map<String, String> environment(String password) {
        var environment = new HashMap<String, String>();
        environment.put("APP_ENV", "DEV");
        environment.put("LOG_LEVEL", "-1");
        environment.put("POSTGRESQL_HOSTNAME", database.address().host());
        environment.put("POSTGRESQL_PORT", Integer.toString(database.address().port()));
        environment.put("POSTGRESQL_DB", database.address().name());
        environment.put("POSTGRESQL_USERNAME", "canary-table");
        environment.put("POSTGRESQL_PASSWORD", password);
        environment.put("RABBITMQ_HOSTNAME", broker.host());
        environment.put("RABBITMQ_PORT", Integer.toString(broker.port()));
        environment.put("RABBITMQ_VHOST", broker.virtualHost());
        environment.put("RABBITMQ_USERNAME", "canary-queue");
        environment.put("RABBITMQ_PASSWORD", password);
        return environment;
    }

    private String freePort() {
        port = FreePorts.next();
        return Integer.toString(port);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
