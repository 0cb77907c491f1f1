package io.cptm8.orchestratorm8.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads {@link Settings} from {@code application.properties} and an environment. */
public final class SettingsReader {

    static final String FILE = "application.properties";
    /** zerolog's numbers, as {@code LOG_LEVEL} of the Go services has them; there is nothing above error here. */
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "ERROR", "ERROR");

    private final Path home;
    private final Path source;
    private final Map<String, String> environment;

    /** For an installation, where everything is in one directory. */
    public SettingsReader(Path home, Map<String, String> environment) {
        this(home, home, environment);
    }

    /** @param source the directory of {@code application.properties} and {@code routes} */
    public SettingsReader(Path home, Path source, Map<String, String> environment) {
        this.home = home;
        this.source = source;
        this.environment = environment;
    }

    /**
     * @throws ConfigurationException naming every key that cannot be used, not only the first
     */
    public Settings read() {
        var values = new PropertyFile(source.resolve(FILE), environment).read();
        var secrets = new Secrets(home.resolve(values.of(Keys.SECRETS)), environment, values::elsewhere);
        return typed(
                home,
                source,
                values,
                new Settings.Credentials(
                        secrets.find("POSTGRESQL_USERNAME", "postgresql_username", "cpt_dbuser"),
                        secrets.find("POSTGRESQL_PASSWORD", "postgresql_user_password", "")),
                new Settings.Credentials(
                        secrets.find("RABBITMQ_USERNAME", "rabbitmq_username", "guest"),
                        secrets.find("RABBITMQ_PASSWORD", "rabbitmq_password", "guest")));
    }

    /** @throws ConfigurationException the values are not of their form, or do not go together */
    static Settings typed(
            Path home, Path source, Values values, Settings.Credentials forDatabase, Settings.Credentials forRabbitmq) {
        var database = database(values, forDatabase);
        var rabbitmq = rabbitmq(values, forRabbitmq);
        var http = new Settings.Http(
                values.of(Keys.HTTP_HOST), values.of(Keys.HTTP_PORT), values.of(Keys.REQUIRE_CONSUMER));
        var dispatch = dispatch(values);
        var appEnv = values.of(Keys.ENVIRONMENT);
        var log = new Settings.Log(
                home.resolve(values.of(Keys.LOG_DIRECTORY)), LEVELS.get(values.of(Keys.LOG_LEVEL) + 1));
        return new Settings(
                home,
                source,
                appEnv,
                values.of(Keys.RELOAD).equals("true"),
                database,
                rabbitmq,
                http,
                new Settings.Api(home.resolve(values.of(Keys.API_KEYS))),
                dispatch,
                new Settings.Ledger(values.of(Keys.LEDGER_KEEP)),
                ring(values),
                log,
                values.finish());
    }

    private static Settings.Database database(Values values, Settings.Credentials credentials) {
        var maximum = values.of(Keys.POOL_MAXIMUM);
        return new Settings.Database(
                values.of(Keys.DATABASE_HOST),
                values.of(Keys.DATABASE_PORT),
                values.of(Keys.DATABASE_NAME),
                values.of(Keys.DATABASE_SCHEMA),
                credentials,
                new Settings.DatabasePool(
                        maximum,
                        Math.min(maximum, values.of(Keys.POOL_IDLE)),
                        values.of(Keys.POOL_LIFETIME),
                        values.of(Keys.DATABASE_CONNECT),
                        values.of(Keys.DATABASE_QUERY)));
    }

    private static Settings.RabbitMq rabbitmq(Values values, Settings.Credentials credentials) {
        var maximum = values.of(Keys.CONNECTIONS);
        return new Settings.RabbitMq(
                values.of(Keys.RABBITMQ_HOST),
                values.of(Keys.RABBITMQ_PORT),
                values.of(Keys.VIRTUAL_HOST),
                credentials,
                Math.min(maximum, values.of(Keys.CONNECTIONS_KEPT)),
                maximum,
                values.of(Keys.CHANNELS),
                values.of(Keys.RABBITMQ_CONNECT),
                values.of(Keys.HEARTBEAT),
                values.of(Keys.RABBITMQ_RETRY),
                values.of(Keys.MANAGEMENT));
    }

    private static void inOrder(
            Values values, Key<Duration> shorter, Duration less, Key<Duration> longer, Duration more) {
        if (more.compareTo(less) < 0) {
            values.together(
                    longer,
                    shorter,
                    "%s (%s) must not be shorter than %s (%s)"
                            .formatted(longer.name(), text(more), shorter.name(), text(less)),
                    "Raise the one or lower the other.");
        }
    }

    private static Settings.Ring ring(Values values) {
        var floor = values.of(Keys.LATE_FLOOR);
        var ceiling = values.of(Keys.LATE_CEILING);
        inOrder(values, Keys.LATE_FLOOR, floor, Keys.LATE_CEILING, ceiling);
        return new Settings.Ring(
                values.of(Keys.ONE_TOKEN).equals("true"),
                values.of(Keys.CLOCK_SKEW),
                floor,
                ceiling,
                values.of(Keys.RESTARTS));
    }

    private static Settings.Dispatch dispatch(Values values) {
        var lease = values.of(Keys.LEASE);
        var confirmTimeout = values.of(Keys.CONFIRM);
        if (lease.compareTo(confirmTimeout.multipliedBy(2)) < 0) {
            values.together(
                    Keys.LEASE,
                    Keys.CONFIRM,
                    "%s (%s) must be at least twice %s (%s): a lease that lapses while the broker may still answer makes duplicates"
                            .formatted(Keys.LEASE.name(), text(lease), Keys.CONFIRM.name(), text(confirmTimeout)),
                    "Raise the one or lower the other.");
        }
        var retryDelay = values.of(Keys.RETRY_DELAY);
        var retryMaximum = values.of(Keys.RETRY_MAXIMUM);
        inOrder(values, Keys.RETRY_DELAY, retryDelay, Keys.RETRY_MAXIMUM, retryMaximum);
        return new Settings.Dispatch(
                values.of(Keys.BATCH),
                values.of(Keys.LANES),
                values.of(Keys.WINDOW),
                lease,
                confirmTimeout,
                values.of(Keys.SWEEP),
                values.of(Keys.LOOK_AGAIN),
                retryDelay,
                retryMaximum,
                values.of(Keys.ATTEMPTS),
                values.of(Keys.DRAIN));
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
