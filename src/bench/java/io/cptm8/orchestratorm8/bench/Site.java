package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.embedded.Checkpoint;
import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.embedded.EmbeddedDatabase;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.RabbitNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A broker and a database of the bench's own, both on disk and durable, and where results go. Each contender has a
 * virtual host and a database for itself: what one of them does not do, another's triggers and bindings must not do to it.
 */
final class Site implements AutoCloseable {

    private static final int HOSTS = 10;

    /** A folder in that for results, for all that processes write; it is there until the next bench. */
    private static final String PROCESSES = "processes";

    private final Path installed;
    private final Path results;
    private final RabbitNode node;
    private final EmbeddedDatabase server;
    private final Map<Path, Installation> installations = new HashMap<>();
    private final Queue<String> spare = new ArrayDeque<>();
    private int made;

    private Site(Path installed, Path results, RabbitNode node, EmbeddedDatabase server) {
        this.installed = installed;
        this.results = results;
        this.node = node;
        this.server = server;
    }

    /** Starts both, and prepares the program for the JDK of the bench meanwhile. */
    static Site open(Path installed, Path results) throws Exception {
        var processes = results.resolve(PROCESSES);
        new Tree(processes).empty();
        var jdk = Outfit.of().jdk();
        var preparation = new FutureTask<>(
                () -> Installation.prepare(installed, Files.createTempDirectory(processes, "installation-"), jdk));
        var thread = new Thread(preparation, "bench-preparation");
        thread.setDaemon(true);
        thread.start();
        var site = new Site(installed, results, RabbitNode.launchIn(results), EmbeddedDatabase.startOnDisk());
        try {
            site.installations.put(jdk, preparation.get());
            return site;
        } catch (ExecutionException e) {
            site.close();
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The program with this. One installation for each JDK: to prepare it takes seconds. */
    synchronized Home home(Outfit outfit) throws Exception {
        var installation = installations.get(outfit.jdk());
        if (installation == null) {
            installation = Installation.prepare(installed, folder("installation"), outfit.jdk());
            installations.put(outfit.jdk(), installation);
        }
        return Home.lay(installation, folder("home"), outfit);
    }

    /** A new database and a new virtual host. */
    Plot plot(String name) throws Exception {
        return new Plot(database(name), virtualHost());
    }

    /** An empty folder for what a contender writes. */
    Path folder(String name) throws IOException {
        return Files.createTempDirectory(results.resolve(PROCESSES), name + "-");
    }

    /** A new one, with nothing in it. They are made some at a time: the broker's tool takes as long for one. */
    synchronized BrokerAddress virtualHost() {
        if (spare.isEmpty()) {
            IntStream.range(0, HOSTS).forEach(each -> spare.add("bench_" + ++made));
            node.addVirtualHosts(List.copyOf(spare));
        }
        return node.address(spare.remove());
    }

    /** A new one, with the platform's tables. */
    synchronized DatabaseAddress database(String name) throws Exception {
        return server.newDatabase(name + "_" + ++made);
    }

    /** Everything that is dirty goes to disk; the next change of each page puts a whole image of it into the WAL. */
    void checkpoint() throws SQLException {
        Checkpoint.of(server);
    }

    /** A session on a database that no contender has. */
    Connection connect() throws SQLException {
        return Requests.connect(server.address());
    }

    /** The broker's process. */
    long brokerProcess() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("beam.smp"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("RabbitMQ's process is not a child of the bench"))
                .pid();
    }

    /** The process that is the parent of all of PostgreSQL's. */
    long databaseProcess() throws SQLException {
        try (var connection = connect()) {
            var backend = (long) Requests.number(connection, "SELECT pg_backend_pid()");
            return ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow().pid();
        }
    }

    /** Keeps every round's figure, one a line. */
    void keep(String scenario, List<Figures> rows) throws IOException {
        var lines = rows.stream()
                .flatMap(row -> row.rounds().stream()
                        .map(round -> String.format(
                                Locale.ROOT, "%s,%s,%s,%.3f", cell(row.what()), cell(row.contender()), row.unit(), round)))
                .collect(Collectors.joining("\n", "what,who,unit,figure\n", "\n"));
        Files.writeString(results.resolve(scenario + ".csv"), lines);
    }

    private static String cell(String text) {
        return text.contains(",") ? '"' + text + '"' : text;
    }

    /** What it was measured on. */
    String machine() throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW server_version")) {
            rows.next();
            return "%d cores, Java %s, PostgreSQL %s, RabbitMQ %s, all on one machine"
                    .formatted(
                            Runtime.getRuntime().availableProcessors(),
                            Runtime.version().feature(),
                            rows.getString(1),
                            node.version());
        }
    }

    @Override
    public void close() {
        node.close();
        server.close();
    }
}
