package io.cptm8.orchestratorm8.faults;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.FaultProxy;
import io.cptm8.orchestratorm8.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The world of one fault: a database, a virtual host, a network to both, and instances of the program. */
final class Rig implements AutoCloseable {

    private final Site site;
    private final Outfit outfit;
    private final Places places;
    private final FaultProxy toDatabase;
    private final FaultProxy toBroker;
    private final List<Instance> instances = new ArrayList<>();
    private final Load load = new Load(this::connect);
    private final Messages messages;
    private final long routedBefore;
    private final int startsBefore;

    private Rig(Site site, Outfit outfit, Places places, FaultProxy toDatabase, FaultProxy toBroker) {
        this.site = site;
        this.outfit = outfit;
        this.places = places;
        this.toDatabase = toDatabase;
        this.toBroker = toBroker;
        this.messages = new Messages(places.broker());
        this.routedBefore = site.node().counted(outfit.counter());
        this.startsBefore = site.node().starts();
    }

    private boolean isOfSite() {
        return places.broker().port() == site.node().port();
    }

    /** What the broker has put into queues meanwhile, by its own counter; empty: of a cluster's nodes nobody asks, or it began anew. */
    OptionalLong routed() {
        return isOfSite() && site.node().starts() == startsBefore
                ? OptionalLong.of(site.node().counted(outfit.counter()) - routedBefore)
                : OptionalLong.empty();
    }

    /** On the site's own services, with instances that are ready. */
    static Rig of(Site site, Outfit outfit, int instances) throws Exception {
        var database = site.server().newDatabase("rig");
        try (var connection = Server.connect(database);
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM cptm8domain");
        }
        var broker = site.virtualHost();
        var toDatabase = FaultProxy.to(database.port());
        var toBroker = FaultProxy.to(broker.port());
        return of(
                site,
                outfit,
                new Places(database, "127.0.0.1", toDatabase.port(), broker, "127.0.0.1", toBroker.port()),
                toDatabase,
                toBroker,
                instances);
    }

    /** On services of somebody else, without a network to be broken. */
    static Rig at(Site site, Outfit outfit, Places places, int instances) throws Exception {
        return of(site, outfit, places, null, null, instances);
    }

    private static Rig of(
            Site site, Outfit outfit, Places places, FaultProxy toDatabase, FaultProxy toBroker, int instances)
            throws Exception {
        var rig = new Rig(site, outfit, places, toDatabase, toBroker);
        try {
            for (var each = 0; each < instances; each++) {
                rig.launch().awaitReady();
            }
            return rig;
        } catch (Exception e) {
            rig.close();
            throw e;
        }
    }

    Site site() {
        return site;
    }

    /** The database itself, not by way of the network. */
    DatabaseAddress database() {
        return places.database();
    }

    BrokerAddress broker() {
        return places.broker();
    }

    FaultProxy toDatabase() {
        return toDatabase;
    }

    FaultProxy toBroker() {
        return toBroker;
    }

    Load load() {
        return load;
    }

    Messages messages() {
        return messages;
    }

    List<Instance> instances() {
        return instances;
    }

    Instance instance() {
        return instances.get(0);
    }

    Instance leader() {
        return instances.stream()
                .filter(Instance::leads)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody leads"));
    }

    /** A session that no fault touches but those of PostgreSQL itself. */
    Connection connect() throws SQLException {
        return Server.connect(places.database());
    }

    /** One more instance, which need not be ready yet. */
    Instance launch() throws IOException {
        return launch(site.installed(), outfit);
    }

    Instance launch(Path installed, Outfit with) throws IOException {
        var folder = site.folder("instance");
        Home.lay(installed, folder, with.scanner(), with.settings());
        var port = FreePorts.next();
        var builder = new ProcessBuilder(installed.resolve("orchestratorm8").toString(), "launch", "--port", "" + port)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        var environment = new HashMap<>(places.environment());
        environment.put(
                "ORCHESTRATORM8_JAVA_OPTS",
                "-Dorchestratorm8.home=%1$s -Dorchestratorm8.source=%1$s %2$s %3$s"
                        .formatted(folder, site.options(), with.options()));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.putAll(with.environment());
        builder.environment().putAll(environment);
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var instance = new Instance(process, port, folder);
        instances.add(instance);
        return instance;
    }

    /** In place of those that have ended. */
    void replenish(int count) throws Exception {
        instances.removeIf(each -> !each.isAlive());
        while (instances.size() < count) {
            launch().awaitReady();
        }
    }

    /** Waits until nothing waits and nothing is claimed; answers the seconds. */
    double awaitDone(int limit) throws Exception {
        return Poll.until("all requests are done", limit, () -> {
            try {
                return count(
                                "SELECT count(*) FROM (SELECT FROM orchestratorm8.request WHERE state = 'waiting' LIMIT 1) w")
                        == 0;
            } catch (SQLException away) {
                return false;
            }
        });
    }

    long count(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    /** Of the domains that are there. */
    Set<String> names() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name FROM cptm8domain")) {
            var names = new HashSet<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Compares what is in the books of the database with the messages that were there. */
    Books books() throws Exception {
        messages.drain();
        return messages.close(this);
    }

    /** Ends the instances in order and says what they have left behind. */
    List<String> leftovers() throws Exception {
        var left = new ArrayList<String>();
        for (var instance : instances) {
            if (instance.isAlive()) {
                var code = instance.terminate();
                if (code != 0) {
                    left.add("exit code " + code + " of " + instance.folder());
                }
            }
        }
        for (var instance : instances) {
            if (instance.blamesItself()) {
                left.add("it called something a bug: " + instance.folder());
            }
        }
        left.addAll(Leftovers.of(this));
        return left;
    }

    @Override
    public void close() {
        load.close();
        instances.forEach(each -> each.process().destroyForcibly());
        messages.close();
        if (toDatabase != null) {
            toDatabase.close();
        }
        if (toBroker != null) {
            toBroker.close();
        }
    }
}
