package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.launch.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The whole application in this JVM, with the routes and settings that are shipped, against a test's own database and
 * broker. Settings and files can be changed before it starts.
 */
public final class TestApplication implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path home;
    private final int port = FreePorts.next();
    private final Map<String, String> environment = new HashMap<>();
    private Runnable beforeReading = () -> {};
    private Clock clock = Clock.systemUTC();
    private Application application;
    private Thread main;
    private volatile Integer exitCode;

    /** @param home an empty directory that the test removes, such as a {@code @TempDir} */
    public TestApplication(Path home, TestDatabase database, BrokerAddress broker) {
        this.home = home;
        copyTree(Path.of("routes"), home.resolve("routes"));
        copyTree(Path.of("application.properties"), home.resolve("application.properties"));
        database(
                database.address().host(),
                database.address().port(),
                database.address().name());
        environment.put("POSTGRESQL_USERNAME", database.address().user());
        environment.put("POSTGRESQL_PASSWORD", database.address().password());
        broker(broker);
        environment.put("APP_ENV", "TEST");
        environment.put("ORCHESTRATORM8_HTTP_HOST", "127.0.0.1");
        environment.put("ORCHESTRATORM8_HTTP_PORT", Integer.toString(port));
        set("dispatch.retry-delay", "200ms");
        set("rabbitmq.retry-delay", "200ms");
        set("database.pool.idle", "2");
    }

    /** Whether every pass over the domains has come to its end and no request waits. */
    public static boolean isIdle(TestDatabase database) {
        return database.count("""
                SELECT (SELECT count(*) FROM orchestratorm8.scanner WHERE walk_reason IS NOT NULL)
                    + (SELECT count(*) FROM orchestratorm8.request WHERE state = 'waiting')""") == 0;
    }

    public TestApplication database(String host, int port, String name) {
        environment.put("POSTGRESQL_HOSTNAME", host);
        environment.put("POSTGRESQL_PORT", Integer.toString(port));
        environment.put("POSTGRESQL_DB", name);
        return this;
    }

    public TestApplication broker(BrokerAddress broker) {
        environment.put("RABBITMQ_HOSTNAME", broker.host());
        environment.put("RABBITMQ_PORT", Integer.toString(broker.port()));
        environment.put("RABBITMQ_VHOST", broker.virtualHost());
        environment.put("RABBITMQ_USERNAME", broker.user());
        environment.put("RABBITMQ_PASSWORD", broker.password());
        return this;
    }

    public TestApplication environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets a key of application.properties, named without its prefix. */
    public TestApplication set(String key, String value) {
        var file = home.resolve("application.properties");
        write(
                "application.properties",
                read(file).replaceAll("(?m)^orchestratorm8\\." + key.replace(".", "\\.") + "\\b.*\\R", "")
                        + "orchestratorm8." + key + " = " + value + "\n");
        return this;
    }

    /** Writes a file of the installation, for example {@code routes/scanners/x.yaml}. */
    public TestApplication write(String path, String text) {
        try {
            Files.createDirectories(home.resolve(path).getParent());
            Files.writeString(home.resolve(path), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a file of the installation by replacing a text in it. */
    public TestApplication edit(String path, String old, String fresh) {
        var text = read(home.resolve(path));
        if (!text.contains(old)) {
            throw new IllegalArgumentException(path + " does not contain " + old);
        }
        return write(path, text.replace(old, fresh));
    }

    /** The example of a per-domain scanner, without its schedule and cool-down. */
    public TestApplication withTakeoverm8() {
        edit("routes/scanners/takeoverm8.yaml", "      - { name: cron, value: \"0 0/15 * * * ?\" }\n", "");
        edit("routes/scanners/takeoverm8.yaml", "      - { name: minInterval, value: 15m }\n", "");
        return environment("TAKEOVERM8_ENABLED", "true");
    }

    /**
     * A command in its home finds its database and broker too: it is another process, and has none of this environment.
     *
     * @param secrets a folder that is not there yet
     */
    public TestApplication withCommands(Path secrets) {
        try {
            Files.createDirectory(secrets);
            Files.writeString(secrets.resolve("postgresql_username"), environment.get("POSTGRESQL_USERNAME"));
            Files.writeString(secrets.resolve("postgresql_user_password"), environment.get("POSTGRESQL_PASSWORD"));
            Files.writeString(secrets.resolve("rabbitmq_username"), environment.get("RABBITMQ_USERNAME"));
            Files.writeString(secrets.resolve("rabbitmq_password"), environment.get("RABBITMQ_PASSWORD"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return set("database.host", environment.get("POSTGRESQL_HOSTNAME"))
                .set("database.port", environment.get("POSTGRESQL_PORT"))
                .set("database.name", environment.get("POSTGRESQL_DB"))
                .set("rabbitmq.host", environment.get("RABBITMQ_HOSTNAME"))
                .set("rabbitmq.port", environment.get("RABBITMQ_PORT"))
                .set("rabbitmq.virtual-host", environment.get("RABBITMQ_VHOST"))
                .set("secrets.directory", secrets.toString());
    }

    /** A ring is started for each change: for tests that take its start and hand nothing over. */
    public TestApplication withManyTokens() {
        return set("ring.one-at-a-time", "false");
    }

    /** As it would start with now. */
    public Settings settings() {
        return new SettingsReader(home, environment).read();
    }

    public Path home() {
        return home;
    }

    /** @param action on the thread that brings changes in, before it reads the settings again */
    public TestApplication beforeReading(Runnable action) {
        beforeReading = action;
        return this;
    }

    public TestApplication clock(Clock machines) {
        clock = machines;
        return this;
    }

    public TestApplication start() {
        RouteCoverage.lookAtApplications();
        var reader = new SettingsReader(home, environment);
        application = new Application(
                reader.read(),
                () -> {
                    beforeReading.run();
                    return reader.read();
                },
                clock);
        main = new Thread(this::run, "test-application");
        main.start();
        return this;
    }

    /** Starts in a JVM of its own instead of this one; can be done again when that one is gone. */
    public ApplicationProcess launch() {
        return ApplicationProcess.launch(home, port, environment);
    }

    /** Starts, and waits until every scanner runs and changes are listened to, which ready alone does not say. */
    public TestApplication startAndAwaitReady() {
        start();
        Awaitility.await("every scanner to run")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(get("/ready"))
                        .satisfies(ready -> assertThat(ready.body())
                                .contains("\"status\":\"ready\"", "\"listening\":true")
                                .doesNotContain("waiting for")));
        return this;
    }

    public Application application() {
        return application;
    }

    /** Of its HTTP server, without a slash at the end. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    /** A request without a body. */
    public HttpResponse<String> send(String method, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(address() + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The sum of a metric's series that have all these labels, written as in Prometheus' text, for example {@code scanner="asmm8"}. */
    public double metric(String name, String... labels) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        if (main != null) {
            application.askToStop();
            awaitEnd();
        }
    }

    private void run() {
        try {
            exitCode = application.run();
        } catch (Exception e) {
            throw new IllegalStateException("the application ended with an exception", e);
        }
    }

    /** Waits for an end that was asked for or that the application chose, and answers its exit code. */
    public Integer awaitEnd() {
        try {
            main.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (main.isAlive()) {
            throw new IllegalStateException("the application did not end within 30 s");
        }
        return exitCode;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyTree(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = Files.isDirectory(from)
                        ? to.resolve(from.relativize(file).toString())
                        : to;
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
