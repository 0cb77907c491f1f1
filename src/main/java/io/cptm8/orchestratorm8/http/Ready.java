package io.cptm8.orchestratorm8.http;

import io.cptm8.orchestratorm8.postgres.listen.ListenSession;
import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.rabbitmq.Topology;
import io.cptm8.orchestratorm8.scanner.ScannerStates;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code GET /ready}: 200 while the database and the broker answer, else 503. One scanner that is stopped does not
 * make the service unready; it stands in the detail.
 *
 * @param requireConsumer a queue that must also have a consumer; empty: none
 */
public record Ready(
        Clock clock,
        DataSource dataSource,
        Broker broker,
        Topology topology,
        ListenSession session,
        ScannerStates scanners,
        String requireConsumer)
        implements Processor {

    @Override
    public void process(Exchange exchange) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        var database = database(detail);
        var rabbitmq = rabbitmq(detail);
        var ready = database && rabbitmq;
        var body = new LinkedHashMap<String, Object>();
        body.put("status", ready ? "ready" : "not ready");
        body.put("timestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        body.put("service", "orchestratorm8");
        body.put("checks", Map.of("database", word(database), "rabbitmq", word(rabbitmq)));
        detail.put("listening", session.isListening());
        detail.put("leader", session.isLeader());
        detail.put("scanners", states());
        body.put("detail", detail);
        Json.answer(exchange, ready ? 200 : 503, body);
    }

    private static String word(boolean healthy) {
        return healthy ? "healthy" : "unhealthy";
    }

    private boolean database(Map<String, Object> detail) {
        try (var connection = dataSource.getConnection()) {
            if (!connection.isValid(2)) {
                detail.put("database", "does not answer a ping within 2 s");
            } else if (!scanners.arePrepared()) {
                detail.put("database", "answers, but is still being prepared; the log has more");
            } else {
                return true;
            }
        } catch (SQLException e) {
            detail.put("database", "cannot be reached; the log has the reason");
        }
        return false;
    }

    private boolean rabbitmq(Map<String, Object> detail) {
        if (!broker.accepting()) {
            detail.put("rabbitmq", broker.trouble());
            return false;
        }
        if (requireConsumer.isEmpty()) {
            return true;
        }
        try {
            if (topology.consumers(requireConsumer) > 0) {
                return true;
            }
            detail.put("rabbitmq", "nobody consumes " + requireConsumer + ", which orchestratorm8.ready.require-consumer asks for");
        } catch (IOException e) {
            detail.put("rabbitmq", e.getMessage());
        }
        return false;
    }

    private Map<String, Object> states() {
        var all = new LinkedHashMap<String, Object>();
        scanners.all().forEach((name, state) -> {
            var one = new LinkedHashMap<String, Object>();
            one.put("state", state.phase().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            if (!state.detail().isEmpty()) {
                one.put("detail", state.detail());
            }
            all.put(name, one);
        });
        return all;
    }
}
