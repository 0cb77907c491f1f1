package io.cptm8.orchestratorm8.http;

import io.cptm8.orchestratorm8.operate.Held;
import io.cptm8.orchestratorm8.postgres.listen.ListenSession;
import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.rabbitmq.Topology;
import io.cptm8.orchestratorm8.scanner.ScannerStates;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code GET /ready}: 200 while the database and the broker answer and the routes are there that every
 * scanner needs, else 503. One scanner that is stopped, or one file
 * that cannot be used, does not make the service unready; it stands in the detail.
 */
public final class Ready implements Processor {

    /** Less than the three seconds after which Kubernetes gives up on a probe. */
    private static final Duration LIMIT = Duration.ofMillis(2000);
    /** As brokers and databases put it in their refusals. */
    private static final Pattern USER = Pattern.compile("\\buser (['\"]).*?\\1");

    private final Clock clock;
    private final ListenSession session;
    private final IntSupplier claims;
    private final ScannerStates scanners;
    private final UnaryOperator<String> redaction;
    private final Probe database;
    private final Probe rabbitmq;
    private volatile String requiredConsumer;
    /** As the last answer of the database was. */
    private volatile List<Held> holds = List.of();

    /**
     * @param claims how many this instance has made and not settled
     * @param redaction takes secrets out of a text: whoever can reach the port can read it
     * @param requireConsumer a queue that must also have a consumer; empty: none
     */
    public Ready(
            Clock clock,
            DataSource dataSource,
            Broker broker,
            Topology topology,
            ListenSession session,
            IntSupplier claims,
            ScannerStates scanners,
            UnaryOperator<String> redaction,
            String requireConsumer) {
        this.clock = clock;
        this.session = session;
        this.claims = claims;
        this.scanners = scanners;
        this.redaction = redaction;
        this.database = new Probe("database", () -> database(dataSource), LIMIT);
        this.rabbitmq = new Probe("rabbitmq", () -> rabbitmq(broker, topology, requiredConsumer), LIMIT);
        this.requiredConsumer = requireConsumer;
    }

    /** @param queue that must also have a consumer from now on; empty: none */
    public void requireConsumer(String queue) {
        requiredConsumer = queue;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        var report = report();
        Json.answer(exchange, report.ready() ? 200 : 503, report.body());
    }

    /**
     * What {@code GET /ready} answers with.
     *
     * @param databaseAnswers whether it can be asked for more
     */
    public record Report(boolean ready, boolean databaseAnswers, Map<String, Object> body) {}

    /** Takes little more than two seconds at most. */
    public Report report() {
        var databaseAnswer = database.ask();
        var rabbitmqAnswer = rabbitmq.ask();
        var databaseTrouble = database.await(databaseAnswer);
        var rabbitmqTrouble = rabbitmq.await(rabbitmqAnswer);
        var ready = databaseTrouble.isEmpty()
                && rabbitmqTrouble.isEmpty()
                && scanners.missingRoutes().isEmpty();
        var body = new LinkedHashMap<String, Object>();
        body.put("status", ready ? "ready" : "not ready");
        body.put("timestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        body.put("service", "orchestratorm8");
        body.put("checks", Map.of("database", word(databaseTrouble), "rabbitmq", word(rabbitmqTrouble)));
        body.put("detail", detail(databaseTrouble, rabbitmqTrouble));
        return new Report(ready, databaseTrouble.isEmpty(), body);
    }

    private static String word(String trouble) {
        return trouble.isEmpty() ? "healthy" : "unhealthy";
    }

    private Map<String, Object> detail(String databaseTrouble, String rabbitmqTrouble) {
        var detail = new LinkedHashMap<String, Object>();
        if (!databaseTrouble.isEmpty()) {
            detail.put("database", shown(databaseTrouble));
        }
        if (!rabbitmqTrouble.isEmpty()) {
            detail.put("rabbitmq", shown(rabbitmqTrouble));
        }
        if (!scanners.missingRoutes().isEmpty()) {
            detail.put("missingRoutes", scanners.missingRoutes());
        }
        detail.put("listening", session.isListening());
        detail.put("leader", session.isLeader());
        detail.put("claims", claims.getAsInt());
        detail.put("scanners", states());
        if (!scanners.badFiles().isEmpty()) {
            detail.put("badFiles", scanners.badFiles().stream().map(this::shown).toList());
        }
        if (!scanners.badSettings().isEmpty()) {
            detail.put(
                    "badSettings",
                    scanners.badSettings().stream().map(this::shown).toList());
        }
        if (!scanners.restartNeeded().isEmpty()) {
            detail.put("restartNeeded", scanners.restartNeeded());
        }
        return detail;
    }

    private String shown(String text) {
        return redaction.apply(USER.matcher(text).replaceAll("our user"));
    }

    private String database(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            if (!connection.isValid(2)) {
                return "does not answer a ping";
            }
            if (!scanners.arePrepared()) {
                return "answers, but is still being prepared; the log has more";
            }
            holds = Held.now(connection);
        }
        return "";
    }

    private static String rabbitmq(Broker broker, Topology topology, String requireConsumer) {
        if (!broker.accepting()) {
            return broker.trouble();
        }
        try {
            return requireConsumer.isEmpty() || topology.consumers(requireConsumer) > 0
                    ? ""
                    : "nobody consumes " + requireConsumer + ", which orchestratorm8.ready.require-consumer asks for";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String held(Held hold) {
        return "since " + hold.since().truncatedTo(ChronoUnit.SECONDS)
                + (hold.until() == null ? "" : " until " + hold.until().truncatedTo(ChronoUnit.SECONDS));
    }

    private Map<String, Object> states() {
        var all = new LinkedHashMap<String, Object>();
        scanners.all().forEach((name, state) -> {
            var one = new LinkedHashMap<String, Object>();
            one.put("state", state.phase().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            if (!state.detail().isEmpty()) {
                one.put("detail", shown(state.detail()));
            }
            // Not by whom and why: whoever can reach the port can read it.
            Held.of(name, holds).ifPresent(hold -> one.put("held", held(hold)));
            all.put(name, one);
        });
        return all;
    }
}
