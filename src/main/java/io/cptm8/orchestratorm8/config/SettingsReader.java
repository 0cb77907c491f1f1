package io.cptm8.orchestratorm8.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@link Settings} from {@code application.properties} and an environment. */
public final class SettingsReader {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*|\\[?[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?]?");
    private static final String HOST_IN_WORDS = "a host name or an IP address";
    private static final Pattern MANAGEMENT = Pattern.compile("(https?://[^\\s/?#@]+(/[^\\s?#]*)?)?");
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    /** zerolog's numbers, as {@code LOG_LEVEL} of the Go services has them; there is nothing above error here. */
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "ERROR", "ERROR");

    private final Path home;
    private final Map<String, String> environment;

    public SettingsReader(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /**
     * @throws ConfigurationException naming every key that cannot be used, not only the first
     */
    public Settings read() {
        var file = new PropertyFile(home.resolve("application.properties"), environment);
        var secrets = new Secrets(
                home.resolve(file.text("secrets.directory", "/run/secrets")), environment, file::problemElsewhere);
        var database = database(file, secrets);
        var rabbitmq = rabbitmq(file, secrets);
        var http = new Settings.Http(
                file.matching("http.host", "0.0.0.0", HOST, HOST_IN_WORDS),
                file.count("http.port", 8005, 1, 65535),
                file.text("ready.require-consumer", ""));
        var dispatch = dispatch(file);
        var appEnv = file.oneOf("environment", "PROD", List.of("DEV", "TEST", "PROD"));
        var log = new Settings.Log(
                home.resolve(file.text("log.directory", "log")), LEVELS.get(file.count("log.level", 1, -1, 5) + 1));
        return new Settings(home, appEnv, database, rabbitmq, http, dispatch, log, file.finish());
    }

    private static Settings.Database database(PropertyFile file, Secrets secrets) {
        var maximum = file.count("database.pool.maximum", 25, 4, 500);
        return new Settings.Database(
                file.matching("database.host", "localhost", HOST, HOST_IN_WORDS),
                file.count("database.port", 5432, 1, 65535),
                file.text("database.name", "cptm8"),
                file.matching("database.schema", "public", IDENTIFIER, "a lower-case PostgreSQL identifier"),
                new Settings.Credentials(
                        secrets.find("POSTGRESQL_USERNAME", "postgresql_username", "cpt_dbuser"),
                        secrets.find("POSTGRESQL_PASSWORD", "postgresql_user_password", "")),
                new Settings.DatabasePool(
                        maximum,
                        Math.min(maximum, file.count("database.pool.idle", 10, 1, 500)),
                        file.duration("database.pool.lifetime", "5m", "30s", "1d"),
                        file.duration("database.connect-timeout", "5s", "250ms", "1m"),
                        file.duration("database.query-timeout", "30s", "1s", "10m")));
    }

    private static Settings.RabbitMq rabbitmq(PropertyFile file, Secrets secrets) {
        var maximum = file.count("rabbitmq.pool.maximum", 10, 3, 100);
        return new Settings.RabbitMq(
                file.matching("rabbitmq.host", "localhost", HOST, HOST_IN_WORDS),
                file.count("rabbitmq.port", 5672, 1, 65535),
                file.text("rabbitmq.virtual-host", "/"),
                new Settings.Credentials(
                        secrets.find("RABBITMQ_USERNAME", "rabbitmq_username", "guest"),
                        secrets.find("RABBITMQ_PASSWORD", "rabbitmq_password", "guest")),
                Math.min(maximum, file.count("rabbitmq.pool.minimum", 2, 1, 100)),
                maximum,
                file.count("rabbitmq.channels", 64, 4, 2000),
                file.duration("rabbitmq.connect-timeout", "5s", "250ms", "1m"),
                file.duration("rabbitmq.heartbeat", "10s", "1s", "5m"),
                file.duration("rabbitmq.retry-delay", "2s", "100ms", "5m"),
                file.matching(
                        "rabbitmq.management", "", MANAGEMENT, "an address like http://mq.internal:15672, or empty"));
    }

    private static Settings.Dispatch dispatch(PropertyFile file) {
        var lease = file.duration("dispatch.lease", "60s", "5s", "1h");
        var confirmTimeout = file.duration("dispatch.confirm-timeout", "10s", "500ms", "5m");
        if (lease.compareTo(confirmTimeout.multipliedBy(2)) < 0) {
            file.problem(
                    "orchestratorm8.dispatch.lease (%s) must be at least twice orchestratorm8.dispatch.confirm-timeout (%s): a lease that lapses while the broker may still answer makes duplicates. Nothing was started. Raise the one or lower the other."
                            .formatted(text(lease), text(confirmTimeout)));
        }
        var retryDelay = file.duration("dispatch.retry-delay", "1s", "10ms", "10m");
        var retryMaximum = file.duration("dispatch.retry-maximum", "5m", "10ms", "1d");
        if (retryMaximum.compareTo(retryDelay) < 0) {
            file.problem(
                    "orchestratorm8.dispatch.retry-maximum (%s) must not be shorter than orchestratorm8.dispatch.retry-delay (%s). Nothing was started. Raise the one or lower the other."
                            .formatted(text(retryMaximum), text(retryDelay)));
        }
        return new Settings.Dispatch(
                file.count("dispatch.batch", 1000, 1, 10_000),
                file.count("dispatch.lanes", 2, 1, 8),
                file.count("dispatch.window", 2000, 1, 20_000),
                lease,
                confirmTimeout,
                file.duration("dispatch.sweep", "1s", "50ms", "10m"),
                file.duration("dispatch.look-again", "20ms", "1ms", "5s"),
                retryDelay,
                retryMaximum,
                file.duration("shutdown.drain", "5s", "1s", "5m"));
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
