package io.cptm8.orchestratorm8.rehearsal;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.launch.Application;
import io.cptm8.orchestratorm8.launch.BroughtServices;
import io.cptm8.orchestratorm8.launch.CamelProperties;
import io.cptm8.orchestratorm8.launch.Check;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.ScannerReader;
import io.cptm8.orchestratorm8.scanner.Templates;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** One scanner's file, played through once: services, application, domain, message, and nothing of it left. */
public final class Rehearsal implements AutoCloseable {

    /** From the start of the application until the broker's word is written down. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final List<String> SERVICES = List.of("POSTGRESQL_", "RABBITMQ_");

    private final BroughtServices services;
    private final Path source;
    private final Path file;
    private final TemporaryHome home;
    private final Map<String, String> environment = new HashMap<>();
    private final FutureTask<Map<String, String>> starting;
    private final Playing playing = new Playing();
    private Optional<String> enabled = Optional.empty();
    private boolean began;
    private boolean closed;

    /**
     * @param services not started yet; started and closed by this
     * @param source the folder of application.properties and routes
     * @param file the scanner's, anywhere
     * @param environment for the values of scanners' files; what it says of database and broker is not looked at
     * @throws IOException when the file or the installation's cannot be read
     */
    public Rehearsal(BroughtServices services, Path source, Path file, Map<String, String> environment)
            throws IOException {
        this.services = services;
        this.source = source;
        this.file = file;
        this.home = TemporaryHome.of(source, file);
        this.starting = new FutureTask<>(services::startEmpty);
        environment.forEach((name, value) -> {
            if (SERVICES.stream().noneMatch(name::startsWith)) {
                this.environment.put(name, value);
            }
        });
        this.environment.put("ORCHESTRATORM8_HTTP_PORT", Integer.toString(freePort()));
        // Where nobody is, until the services are there: the checks connect to nothing.
        this.environment.putAll(Map.of(
                "POSTGRESQL_HOSTNAME",
                "localhost",
                "POSTGRESQL_PORT",
                "1",
                "POSTGRESQL_DB",
                "none",
                "RABBITMQ_HOSTNAME",
                "localhost",
                "RABBITMQ_PORT",
                "1",
                "RABBITMQ_VHOST",
                "/"));
    }

    /** What {@code enabled} was in the file, where it was anything but true. */
    public Optional<String> enabled() {
        return enabled;
    }

    /** @param company null: none */
    public Rehearsed play(String domain, String company) throws Exception {
        // It mostly waits for a process of its own; the checks are made meanwhile.
        synchronized (this) {
            if (closed) {
                return new Rehearsed.Unknown("it was stopped");
            }
            new Thread(starting, "orchestratorm8-try-services").start();
            began = true;
        }
        var problems =
                Check.of(settings(), home.path().resolve("routes"), List.of()).faults();
        if (!problems.isEmpty()) {
            return new Rehearsed.Wrong(
                    problems.stream().map(Fault::text).map(this::shown).toList());
        }
        enabled = home.enable();
        var scanner = scanner();
        try {
            environment.putAll(starting.get());
        } catch (ExecutionException e) {
            return new Rehearsed.Unknown(
                    "database and broker did not start: " + e.getCause().getMessage());
        }
        var settings = settings();
        playing.start(new Application(settings));
        try (var asking = new Asking(settings.database(), scanner.name())) {
            return play(asking, settings, scanner, domain, company);
        }
    }

    private Rehearsed play(Asking asking, Settings settings, Scanner scanner, String domain, String company)
            throws Exception {
        var until = System.nanoTime() + LIMIT.toNanos();
        if (playing.await(until, () -> asking.isRegistered() ? Optional.of(true) : Optional.empty())
                .isEmpty()) {
            return new Rehearsed.Unknown("the application did not get as far as entering the scanner in its database");
        }
        try {
            var id = asking.add(domain, company);
            var answer = playing.await(until, () -> asking.answer(id));
            if (answer.isEmpty()) {
                return new Rehearsed.Unknown("nothing came of the request for the domain");
            }
            return rehearsed(answer.get(), settings, scanner);
        } catch (SQLException e) {
            return new Rehearsed.Withheld("not a row", "the platform's table does not take it: " + e.getMessage());
        }
    }

    private Rehearsed rehearsed(Asking.Answer answer, Settings settings, Scanner scanner) throws Exception {
        if (answer.state().equals("parked") || answer.state().equals("cancelled")) {
            return new Rehearsed.Withheld(answer.state(), answer.error());
        }
        try (var queues = new Queues(settings.rabbitmq())) {
            return queues.sent(scanner, answer);
        }
    }

    private Settings settings() {
        return new SettingsReader(home.path(), environment).read();
    }

    private Scanner scanner() throws IOException {
        var templates = Templates.read(new RouteFiles(home.path().resolve("routes")).templates());
        return new ScannerReader(templates, CamelProperties.placeholders(settings()))
                .read(home.scanner(), Files.readString(home.scanner()));
    }

    /** With the files' own names instead of their copies'. */
    private String shown(String problem) {
        return problem.replace(home.scanner().toString(), file.toString())
                .replace(home.path().toString(), source.toString());
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** What is half started can be stopped only when it has come to its end, good or bad. */
    private void awaitServices() {
        try {
            starting.get();
        } catch (ExecutionException | CancellationException notStarted) {
            // then there is nothing to stop
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether this was closed, perhaps in the middle. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Stops everything and removes every file. Safe to call twice, and while it plays. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (!began) {
                starting.cancel(false);
            }
        }
        playing.close();
        awaitServices();
        // The end of the process may come in the middle of the orderly end: two that delete one folder trip over each
        // other.
        synchronized (home) {
            services.close();
            home.close();
        }
    }
}
