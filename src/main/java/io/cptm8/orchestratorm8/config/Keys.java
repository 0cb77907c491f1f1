package io.cptm8.orchestratorm8.config;

import static io.cptm8.orchestratorm8.config.Form.count;
import static io.cptm8.orchestratorm8.config.Form.hosts;
import static io.cptm8.orchestratorm8.config.Form.length;
import static io.cptm8.orchestratorm8.config.Form.matching;
import static io.cptm8.orchestratorm8.config.Form.oneOf;
import static io.cptm8.orchestratorm8.config.Form.text;
import static io.cptm8.orchestratorm8.config.Key.Takes.AT_RUN_TIME;
import static io.cptm8.orchestratorm8.config.Key.Takes.A_RESTART;

import io.cptm8.orchestratorm8.config.Key.Takes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every key there is: its name, its default, its bounds, and whether a change needs a restart. What it means stands in
 * {@code application.properties}.
 */
final class Keys {

    static final String PREFIX = "orchestratorm8.";
    /** Keys below this belong to whoever writes a scanner's file, which uses them as {@code {{key}}}. */
    static final String SCANNERS = PREFIX + "scanners.";

    private static final Map<String, Key<?>> ALL = new TreeMap<>();

    private static final Form<String> HOST =
            matching("a host name or an IP address", "[A-Za-z0-9][A-Za-z0-9._-]*|\\[?[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?]?");
    private static final Form<Integer> PORT = count(1, 65535);
    private static final Form<String> IDENTIFIER =
            matching("a lower-case PostgreSQL identifier", "[a-z_][a-z0-9_]{0,62}");

    static final Key<String> ENVIRONMENT = key("environment", "PROD", oneOf("DEV", "TEST", "PROD"), A_RESTART);
    static final Key<String> SECRETS = key("secrets.directory", "/run/secrets", text(), A_RESTART);
    static final Key<Integer> LOG_LEVEL = key("log.level", "1", count(-1, 5), AT_RUN_TIME);
    static final Key<String> LOG_DIRECTORY = key("log.directory", "log", text(), A_RESTART);
    static final Key<String> HTTP_HOST = key("http.host", "0.0.0.0", HOST, A_RESTART);
    static final Key<Integer> HTTP_PORT = key("http.port", "8005", PORT, A_RESTART);
    static final Key<String> API_KEYS = key("api.keys-file", "api-keys", text(), A_RESTART);
    static final Key<String> RELOAD = key("reload", "true", oneOf("true", "false"), A_RESTART);
    static final Key<String> REQUIRE_CONSUMER = key("ready.require-consumer", "", text(), AT_RUN_TIME);

    static final Key<String> DATABASE_HOST = key("database.host", "localhost", hosts(), A_RESTART);
    static final Key<Integer> DATABASE_PORT = key("database.port", "5432", PORT, A_RESTART);
    static final Key<String> DATABASE_NAME = key("database.name", "cptm8", text(), A_RESTART);
    static final Key<String> DATABASE_SCHEMA = key("database.schema", "public", IDENTIFIER, A_RESTART);
    static final Key<Integer> POOL_MAXIMUM = key("database.pool.maximum", "25", count(4, 500), A_RESTART);
    static final Key<Integer> POOL_IDLE = key("database.pool.idle", "10", count(1, 500), A_RESTART);
    static final Key<Duration> POOL_LIFETIME = key("database.pool.lifetime", "5m", length("30s", "1d"), A_RESTART);
    static final Key<Duration> DATABASE_CONNECT =
            key("database.connect-timeout", "5s", length("250ms", "1m"), A_RESTART);
    static final Key<Duration> DATABASE_QUERY = key("database.query-timeout", "30s", length("1s", "10m"), A_RESTART);

    static final Key<String> RABBITMQ_HOST = key("rabbitmq.host", "localhost", hosts(), A_RESTART);
    static final Key<Integer> RABBITMQ_PORT = key("rabbitmq.port", "5672", PORT, A_RESTART);
    static final Key<String> VIRTUAL_HOST = key("rabbitmq.virtual-host", "/", text(), A_RESTART);
    static final Key<Integer> CONNECTIONS_KEPT = key("rabbitmq.pool.minimum", "2", count(1, 100), A_RESTART);
    static final Key<Integer> CONNECTIONS = key("rabbitmq.pool.maximum", "10", count(3, 100), A_RESTART);
    static final Key<Integer> CHANNELS = key("rabbitmq.channels", "1000", count(4, 2000), A_RESTART);
    static final Key<Duration> RABBITMQ_CONNECT =
            key("rabbitmq.connect-timeout", "5s", length("250ms", "1m"), A_RESTART);
    static final Key<Duration> HEARTBEAT = key("rabbitmq.heartbeat", "10s", length("1s", "5m"), A_RESTART);
    static final Key<Duration> RABBITMQ_RETRY = key("rabbitmq.retry-delay", "2s", length("100ms", "5m"), A_RESTART);
    static final Key<String> MANAGEMENT = key(
            "rabbitmq.management",
            "",
            matching("an address like http://mq.internal:15672, or empty", "(https?://[^\\s/?#@]+(/[^\\s?#]*)?)?"),
            A_RESTART);

    static final Key<Integer> BATCH = key("dispatch.batch", "1000", count(1, 10_000), AT_RUN_TIME);
    static final Key<Integer> LANES = key("dispatch.lanes", "2", count(1, 8), AT_RUN_TIME);
    static final Key<Integer> WINDOW = key("dispatch.window", "2000", count(1, 20_000), A_RESTART);
    static final Key<Duration> LEASE = key("dispatch.lease", "60s", length("5s", "1h"), AT_RUN_TIME);
    static final Key<Duration> CONFIRM = key("dispatch.confirm-timeout", "10s", length("500ms", "5m"), A_RESTART);
    static final Key<Duration> SWEEP = key("dispatch.sweep", "1s", length("50ms", "10m"), AT_RUN_TIME);
    static final Key<Duration> LOOK_AGAIN = key("dispatch.look-again", "20ms", length("1ms", "5s"), AT_RUN_TIME);
    static final Key<Duration> RETRY_DELAY = key("dispatch.retry-delay", "1s", length("10ms", "10m"), AT_RUN_TIME);
    static final Key<Duration> RETRY_MAXIMUM = key("dispatch.retry-maximum", "5m", length("10ms", "1d"), AT_RUN_TIME);
    static final Key<Integer> ATTEMPTS = key("dispatch.attempts", "20", count(1, 1000), AT_RUN_TIME);
    static final Key<Duration> LEDGER_KEEP = key("ledger.keep", "90d", length("1d", "3650d"), AT_RUN_TIME);
    static final Key<Duration> LATE_FLOOR = key("ring.late-floor", "10m", length("1s", "30d"), AT_RUN_TIME);
    static final Key<Duration> LATE_CEILING = key("ring.late-ceiling", "12h", length("1s", "30d"), AT_RUN_TIME);
    static final Key<String> ONE_TOKEN = key("ring.one-at-a-time", "true", oneOf("true", "false"), AT_RUN_TIME);
    static final Key<Duration> CLOCK_SKEW = key("ring.clock-skew", "1m", length("0ms", "1h"), AT_RUN_TIME);
    static final Key<Integer> RESTARTS = key("ring.restarts", "2", count(0, 100), AT_RUN_TIME);
    static final Key<Duration> DRAIN = key("shutdown.drain", "5s", length("1s", "5m"), A_RESTART);

    private Keys() {}

    private static <T> Key<T> key(String name, String fallback, Form<T> form, Takes takes) {
        var key = new Key<>(PREFIX + name, fallback, form, takes);
        ALL.put(key.name(), key);
        return key;
    }

    /** By its name in full. Those below {@link #SCANNERS} are not among them. */
    static Map<String, Key<?>> all() {
        return Collections.unmodifiableMap(ALL);
    }

    /** Whether a changed value is used at once, and not only after a restart. */
    static boolean takesAtRunTime(String name) {
        return name.startsWith(SCANNERS) || ALL.get(name).takes() == AT_RUN_TIME;
    }

    /** The key, with or without our prefix, that somebody probably meant. */
    static Optional<String> meant(String name) {
        var names = ALL.keySet().stream()
                .map(each -> each.substring(PREFIX.length()))
                .toList();
        return scanners(name)
                .or(() -> Nearest.to(name, ALL.keySet()))
                .or(() -> Nearest.to(name, names).map(PREFIX::concat));
    }

    /** Of a scanner's key only the first two words are ours. */
    private static Optional<String> scanners(String name) {
        var words = name.split("\\.", 3);
        return words.length == 3 && near(words[0], "orchestratorm8") && near(words[1], "scanners")
                ? Optional.of(SCANNERS + words[2])
                : Optional.empty();
    }

    private static boolean near(String word, String known) {
        return Nearest.to(word, List.of(known)).isPresent();
    }
}
