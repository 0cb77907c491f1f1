package io.cptm8.orchestratorm8.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that {@code application.properties} and the environment decide, checked against its bounds.
 *
 * <p>What each value means, its unit and what goes wrong on either side of it stands in
 * {@code application.properties}; here are only the types.
 *
 * @param home the directory of the installation, with its logs and temporary files; relative paths start here
 * @param source the directory that people edit, with {@code application.properties} and {@code routes}: in a source
 *     checkout the checkout, otherwise {@code home}
 * @param environment {@code APP_ENV}: DEV, TEST or PROD
 * @param reload whether files are read again when they change
 * @param properties every key of the file with its value filled in, for the routes' {@code {{key}}}
 */
public record Settings(
        Path home,
        Path source,
        String environment,
        boolean reload,
        Database database,
        RabbitMq rabbitmq,
        Http http,
        Api api,
        Dispatch dispatch,
        Ledger ledger,
        Ring ring,
        Log log,
        Map<String, String> properties) {

    /** The directory of the routes' files. */
    public Path routes() {
        return source.resolve("routes");
    }

    /**
     * @param host one server, or several separated by commas, of which one is the primary
     * @param port of those that bring none
     * @param cptm8Schema where {@code cptm8domain} lives
     */
    public record Database(
            String host, int port, String name, String cptm8Schema, Credentials credentials, DatabasePool pool) {

        /** In the order of the file. */
        public List<Host> hosts() {
            return Hosts.of(host, port);
        }

        /** Where the database is, for a message. */
        public String where() {
            return Hosts.text(hosts());
        }

        /** The JDBC address without user or password, fit for a log line. */
        public String address() {
            // The driver decodes the name; unencoded, a question mark in it would begin the driver's parameters.
            var path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
            return "jdbc:postgresql://" + hosts().stream().map(Host::toString).collect(Collectors.joining(",")) + "/"
                    + path;
        }
    }

    public record DatabasePool(
            int maximum, int idle, Duration lifetime, Duration connectTimeout, Duration queryTimeout) {}

    /**
     * @param host one server, or several separated by commas, the nodes of one cluster
     * @param port of those that bring none
     * @param management address of RabbitMQ's management API, which only the doctor asks; empty: none
     */
    public record RabbitMq(
            String host,
            int port,
            String virtualHost,
            Credentials credentials,
            int minimumConnections,
            int maximumConnections,
            int channels,
            Duration connectTimeout,
            Duration heartbeat,
            Duration retryDelay,
            String management) {

        /** In the order of the file. */
        public List<Host> hosts() {
            return Hosts.of(host, port);
        }

        /** Where the broker is, for a message. */
        public String where() {
            return Hosts.text(hosts());
        }

        /** The address without user or password, fit for a log line. */
        public String address() {
            return "amqp://" + hosts().stream().map(Host::toString).collect(Collectors.joining(","))
                    + virtualHost(virtualHost);
        }

        private static String virtualHost(String name) {
            return name.startsWith("/") ? name : "/" + name;
        }
    }

    /** @param requireConsumer a queue that must have a consumer before {@code /ready} says so; empty: none */
    public record Http(String host, int port, String requireConsumer) {}

    /** @param keysFile of the keys that are let in below {@code /api}; it need not be there */
    public record Api(Path keysFile) {}

    /** @param attempts of a request that failed for a reason of its own, until it is parked */
    public record Dispatch(
            int batch,
            int lanes,
            int window,
            Duration lease,
            Duration confirmTimeout,
            Duration sweep,
            Duration lookAgain,
            Duration retryDelay,
            Duration retryMaximum,
            int attempts,
            Duration drain) {}

    /**
     * Whether a ring is kept to one token, when a hop of it is late, and how often it is started again.
     *
     * @param clockSkew of scanners' clocks, before the database's
     * @param lateFloor never before, however fast the hops before were
     * @param lateCeiling at the latest, and while nothing is known of them
     */
    public record Ring(boolean oneToken, Duration clockSkew, Duration lateFloor, Duration lateCeiling, int restarts) {}

    /** @param keep how long runs are remembered after their end */
    public record Ledger(Duration keep) {}

    /** @param level an SLF4J level name */
    public record Log(Path directory, String level) {}

    /** A user and a password, any characters. Never printed. */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[user and password not shown]";
        }
    }
}
