package io.cptm8.orchestratorm8.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.cptm8.orchestratorm8.http.Ready;
import io.cptm8.orchestratorm8.postgres.Statements;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/overview}: rings, runs, scanners and instances as the database has them, and how this instance is. Without an answer of
 * the database it is that alone.
 *
 * <p>However many ask, the database is asked once in {@link #FRESH}, by one query whose answer is bounded.
 */
public final class Overview implements Processor {

    /** A little less than the second between two looks of the stream, which must not be given its own last one. */
    static final Duration FRESH = Duration.ofMillis(900);

    private static final Logger LOG = LoggerFactory.getLogger(Overview.class);
    private static final String LIMITS = "SET LOCAL TimeZone = 'UTC'; SET LOCAL statement_timeout = '2s'";

    /** Made when somebody looks, and not at the start. */
    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    private final Clock clock;
    private final DataSource dataSource;
    private final Ready ready;
    private final MeterRegistry meters;
    private Snapshot last;
    private long lookedAt;
    private String lastTrouble = "";

    public Overview(Clock clock, DataSource dataSource, Ready ready, MeterRegistry meters) {
        this.clock = clock;
        this.dataSource = dataSource;
        this.ready = ready;
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        message.setBody(look().json());
    }

    /** At most {@link #FRESH} old; takes some four seconds at most. */
    synchronized Snapshot look() {
        if (last == null || System.nanoTime() - lookedAt > FRESH.toNanos()) {
            last = new Snapshot(clock.instant().truncatedTo(ChronoUnit.MILLIS), state());
            lookedAt = System.nanoTime();
        }
        return last;
    }

    private String state() {
        var report = ready.report();
        var state = new LinkedHashMap<String, Object>();
        state.put("status", report.body().get("status"));
        state.put("checks", new TreeMap<>((Map<?, ?>) report.body().get("checks")));
        state.put("detail", report.body().get("detail"));
        state.put("receipts", receipts());
        if (report.databaseAnswers()) {
            try {
                state.put("platform", new RawValue(platform()));
                lastTrouble = "";
            } catch (SQLException e) {
                state.put("trouble", "The database could not say what it has; the log has the reason.");
                complain(e);
            }
        }
        try {
            return Json.MAPPER.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers are JSON", e);
        }
    }

    /** Once, and not each second. */
    private void complain(SQLException trouble) {
        var words = String.valueOf(trouble.getMessage());
        if (!words.equals(lastTrouble)) {
            lastTrouble = words;
            LOG.warn("The page cannot show what the database has; it is asked again while somebody looks: {}", words);
        }
    }

    /** How many of each kind this instance has had since it started. */
    private Map<String, Long> receipts() {
        var sums = new TreeMap<String, Long>();
        for (var counter : meters.find("orchestratorm8.receipts").counters()) {
            sums.merge(counter.getId().getTag("receipt"), (long) counter.count(), Long::sum);
        }
        return sums;
    }

    private String platform() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (var limits = connection.createStatement();
                    var statement = Statements.prepare(connection, "/page/overview.sql")) {
                limits.execute(LIMITS);
                try (var answer = statement.executeQuery()) {
                    answer.next();
                    return answer.getString(1);
                }
            } finally {
                connection.rollback();
            }
        }
    }
}
