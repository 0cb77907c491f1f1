package io.cptm8.orchestratorm8.bench;

import com.rabbitmq.client.BuiltinExchangeType;
import com.zaxxer.hikari.HikariDataSource;
import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.postgres.Migration;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Starts contenders. */
final class Contenders {

    static final String EXCHANGE = "cptm8";
    static final String SCANNER = "benchm8";
    static final String QUEUE = "qbenchm8";
    static final String KEY = "cptm8.benchm8.get.scan";

    private Contenders() {}

    /** The program as it is installed, with its own launcher, its settings as shipped, and one scanner's file. */
    static Contender orchestrator(Site site) throws Exception {
        return orchestrator(site, "/scanners/", Map.of());
    }

    /**
     * With settings of its own, and perhaps the scanners as shipped.
     *
     * @param without files whose path has this are left out
     * @param settings in place of those in {@code application.properties}
     */
    static Contender orchestrator(Site site, String without, Map<String, String> settings) throws Exception {
        var database = site.database("ours");
        var broker = site.virtualHost("ours");
        var home = site.folder("orchestratorm8");
        copy(site.installed(), home, without);
        set(home.resolve("application.properties"), settings);
        Files.writeString(home.resolve("routes/scanners/benchm8.yaml"), resource("benchm8.yaml"));
        run(home, Map.of(), home.resolve("orchestratorm8").toString(), "prepare").waitFor();
        var port = FreePorts.next();
        var process = run(
                home,
                environment(database, broker),
                home.resolve("orchestratorm8").toString(),
                "launch",
                "--port",
                "" + port);
        awaitReady(process, port, home);
        return new Contender(Table.OURS, SCANNER, QUEUE, database, broker, process, port);
    }

    /** What tells the program where its database and its broker are. */
    static Map<String, String> environment(DatabaseAddress database, BrokerAddress broker) {
        return Map.ofEntries(
                Map.entry("POSTGRESQL_HOSTNAME", database.host()),
                Map.entry("POSTGRESQL_PORT", "" + database.port()),
                Map.entry("POSTGRESQL_DB", database.name()),
                Map.entry("POSTGRESQL_USERNAME", database.user()),
                Map.entry("POSTGRESQL_PASSWORD", database.password()),
                Map.entry("RABBITMQ_HOSTNAME", broker.host()),
                Map.entry("RABBITMQ_PORT", "" + broker.port()),
                Map.entry("RABBITMQ_VHOST", broker.virtualHost()),
                Map.entry("RABBITMQ_USERNAME", broker.user()),
                Map.entry("RABBITMQ_PASSWORD", broker.password()),
                Map.entry("ORCHESTRATORM8_HTTP_HOST", "127.0.0.1"));
    }

    /** A main class of the bench on the same tables, in a JVM with the options of ours. */
    static Contender peer(Site site, String name, String scanner, Class<?> main) throws Exception {
        var database = site.database(scanner);
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.jdbcUrl());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            new Migration(pool, "public").run();
        }
        try (var connection = Requests.connect(database);
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO orchestratorm8.scanner (name, on_change) VALUES ('" + scanner + "', true)");
        }
        var broker = site.virtualHost(scanner);
        declare(broker);
        var process = run(
                site.folder(scanner),
                Map.of(
                        "BENCH_DATABASE", database.jdbcUrl(),
                        "BENCH_DATABASE_USER", database.user(),
                        "BENCH_DATABASE_PASSWORD", database.password(),
                        "BENCH_BROKER_PORT", "" + broker.port(),
                        "BENCH_VIRTUAL_HOST", broker.virtualHost(),
                        "BENCH_BROKER_USER", broker.user(),
                        "BENCH_BROKER_PASSWORD", broker.password(),
                        "BENCH_SCANNER", scanner),
                java(),
                "-Xmx128m",
                "-Xms32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        return new Contender(name, scanner, QUEUE, database, broker, process, 0);
    }

    /** The same exchange, queue and binding as the scanner's file gives ours. */
    static void declare(BrokerAddress broker) throws Exception {
        try (var connection = broker.connectionFactory().newConnection("bench");
                var channel = connection.createChannel()) {
            channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
            channel.queueDeclare(QUEUE, true, false, false, null);
            channel.queueBind(QUEUE, EXCHANGE, "cptm8.benchm8.#");
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Process run(Path folder, Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private static void awaitReady(Process process, int port, Path home) {
        var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready"))
                .build();
        Awaitility.await("OrchestratorM8 to be ready, which says in " + home.resolve("output.txt") + " why it is not")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .failFast(() -> !process.isAlive())
                .until(() -> HttpClient.newHttpClient()
                                .send(ready, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    private static void set(Path file, Map<String, String> settings) throws IOException {
        var text = Files.readString(file);
        for (var setting : settings.entrySet()) {
            var line = Pattern.compile("(?m)^" + Pattern.quote(setting.getKey()) + " = .*$");
            if (!line.matcher(text).find()) {
                throw new IllegalArgumentException("no such setting: " + setting.getKey());
            }
            text = line.matcher(text).replaceFirst(setting.getKey() + " = " + setting.getValue());
        }
        Files.writeString(file, text);
    }

    /** @param without files whose path has this are left out */
    static void copy(Path from, Path to, String without) throws IOException {
        try (var files = Files.walk(from)) {
            files.filter(file -> !file.toString().contains(without)).forEach(file -> {
                try {
                    var copy = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    static String resource(String name) throws IOException {
        try (var stream = Contenders.class.getResourceAsStream("/" + name)) {
            return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
