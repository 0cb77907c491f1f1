package io.cptm8.orchestratorm8.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.launch.BroughtServices;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedServicesTest {

    private static final ByteArrayOutputStream SAID = new ByteArrayOutputStream();

    private static BroughtServices services;
    private static Map<String, String> environment;

    @BeforeAll
    static void start() throws Exception {
        services = ServiceLoader.load(BroughtServices.class).findFirst().orElseThrow();
        environment = services.start(new PrintStream(SAID, true, StandardCharsets.UTF_8));
    }

    @AfterAll
    static void stop() {
        services.close();
        services.close();
        assertThatThrownBy(EmbeddedServicesTest::countDomains).hasMessageContaining("refused");
    }

    @Test
    void a_launch_finds_them_without_knowing_their_class() {
        assertThat(services).isInstanceOf(EmbeddedServices.class);
    }

    @Test
    void a_launch_without_their_libraries_is_told_so() throws Exception {
        var libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("qpid") && !entry.contains("zonky"))
                .map(entry -> Path.of(entry).toUri())
                .toList();
        var urls = new URL[libraries.size()];
        for (var i = 0; i < urls.length; i++) {
            urls[i] = libraries.get(i).toURL();
        }
        try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            var type = loader.loadClass(EmbeddedServices.class.getName());
            var instance = type.getConstructor().newInstance();
            var start = type.getMethod("start", PrintStream.class);

            assertThatThrownBy(() -> start.invoke(instance, System.out))
                    .cause()
                    .hasMessageContaining("libraries are kept apart");
        }
    }

    @Test
    void the_variables_name_a_database_and_a_broker_that_answer() throws Exception {
        assertThat(environment)
                .containsOnlyKeys(
                        "ORCHESTRATORM8_RING_CLOCK_SKEW",
                        "ORCHESTRATORM8_RING_LATE_CEILING",
                        "ORCHESTRATORM8_RING_LATE_FLOOR",
                        "POSTGRESQL_HOSTNAME",
                        "POSTGRESQL_PORT",
                        "POSTGRESQL_DB",
                        "POSTGRESQL_USERNAME",
                        "POSTGRESQL_PASSWORD",
                        "RABBITMQ_HOSTNAME",
                        "RABBITMQ_PORT",
                        "RABBITMQ_VHOST",
                        "RABBITMQ_USERNAME",
                        "RABBITMQ_PASSWORD")
                .containsEntry("POSTGRESQL_DB", "cptm8")
                .containsEntry("POSTGRESQL_USERNAME", "cpt_dbuser")
                .containsEntry("RABBITMQ_VHOST", "/");
        assertThat(countDomains()).isPositive();
        try (var connection = broker().connectionFactory().newConnection()) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void a_person_reads_how_to_add_a_domain() {
        assertThat(SAID.toString(StandardCharsets.UTF_8))
                .contains(
                        "psql 'postgresql://cpt_dbuser:%s@127.0.0.1:%s/cptm8' -c \"INSERT INTO cptm8domain (name) VALUES ('shop.example.com')\""
                                .formatted(environment.get("POSTGRESQL_PASSWORD"), environment.get("POSTGRESQL_PORT")))
                .contains(broker().uri());
    }

    @Test
    void a_person_reads_how_to_let_a_scanner_misbehave() {
        assertThat(SAID.toString(StandardCharsets.UTF_8)).contains("orchestratorm8 simulate stall naabum8");
    }

    @Test
    void no_scanner_is_late_at_its_own_pace_and_one_that_stalls_is_started_again_within_half_a_minute() {
        var ceiling = seconds("ORCHESTRATORM8_RING_LATE_CEILING");
        var pace = ScanPace.READABLE;

        assertThat(ceiling).isGreaterThan(pace.hop().plus(pace.rest()));
        assertThat(seconds("ORCHESTRATORM8_RING_LATE_FLOOR")).isGreaterThan(pace.hop());
        // Stuck after twice that, at the next look of the watch, and started again at the one after.
        assertThat(ceiling.multipliedBy(2).plusSeconds(2 * 5)).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    private static Duration seconds(String name) {
        return Duration.parse("PT" + environment.get(name));
    }

    @Test
    void the_scanners_are_at_work() throws Exception {
        try (var connection = broker().connectionFactory().newConnection();
                var channel = connection.createChannel()) {
            await().until(() -> channel.consumerCount("qasmm8") == 1);
        }
    }

    private static BrokerAddress broker() {
        return new BrokerAddress(
                environment.get("RABBITMQ_HOSTNAME"),
                Integer.parseInt(environment.get("RABBITMQ_PORT")),
                environment.get("RABBITMQ_VHOST"),
                environment.get("RABBITMQ_USERNAME"),
                environment.get("RABBITMQ_PASSWORD"));
    }

    private static int countDomains() throws Exception {
        var url = "jdbc:postgresql://%s:%s/%s"
                .formatted(
                        environment.get("POSTGRESQL_HOSTNAME"),
                        environment.get("POSTGRESQL_PORT"),
                        environment.get("POSTGRESQL_DB"));
        try (var connection = DriverManager.getConnection(
                        url, environment.get("POSTGRESQL_USERNAME"), environment.get("POSTGRESQL_PASSWORD"));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM cptm8domain")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
