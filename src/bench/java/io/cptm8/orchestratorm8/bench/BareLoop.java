package io.cptm8.orchestratorm8.bench;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import org.postgresql.PGConnection;

/**
 * The least that does the job while nothing goes wrong: LISTEN, lock a batch, publish, wait for the confirms, mark the
 * batch, commit, with JDBC and the broker's client alone.
 *
 * <p>One statement a batch less than ours, since the lock is the claim: a transaction stays open while the broker is
 * waited for. No name is checked, nothing is counted, timed or retried, an unroutable message counts as sent, and when
 * one thing fails everything ends. It is a floor, not a rival.
 */
public final class BareLoop {

    private static final int BATCH = 1000;
    private static final String CLAIM =
            """
            SELECT q.id, q.generation, d.id, d.name, d.companyname
            FROM orchestratorm8.request q JOIN cptm8domain d ON d.id = q.domain_id
            WHERE q.scanner = ? AND q.state = 'waiting' AND q.due_at <= statement_timestamp()
            ORDER BY q.due_at, q.id LIMIT %d FOR UPDATE OF q SKIP LOCKED"""
                    .formatted(BATCH);
    private static final String SETTLE =
            "UPDATE orchestratorm8.request SET state = 'done', accepted_at = clock_timestamp() WHERE id = ANY (?)";

    private BareLoop() {}

    public static void main(String[] none) throws Exception {
        var environment = System.getenv();
        var scanner = environment.get("BENCH_SCANNER");
        var factory = new ConnectionFactory();
        factory.setPort(Integer.parseInt(environment.get("BENCH_BROKER_PORT")));
        factory.setVirtualHost(environment.get("BENCH_VIRTUAL_HOST"));
        factory.setUsername(environment.get("BENCH_BROKER_USER"));
        factory.setPassword(environment.get("BENCH_BROKER_PASSWORD"));
        try (var database = DriverManager.getConnection(
                        environment.get("BENCH_DATABASE"),
                        environment.get("BENCH_DATABASE_USER"),
                        environment.get("BENCH_DATABASE_PASSWORD"));
                var broker = factory.newConnection("bare loop");
                var channel = broker.createChannel();
                var statement = database.createStatement()) {
            channel.confirmSelect();
            statement.execute("LISTEN orchestratorm8_request");
            database.setAutoCommit(false);
            while (true) {
                while (batch(database, channel, scanner) > 0) {
                    // as long as there is work
                }
                database.unwrap(PGConnection.class).getNotifications(1000);
            }
        }
    }

    private static int batch(Connection database, Channel channel, String scanner) throws Exception {
        var published = new ArrayList<Long>(BATCH);
        try (var claim = database.prepareStatement(CLAIM)) {
            claim.setString(1, scanner);
            try (var rows = claim.executeQuery()) {
                while (rows.next()) {
                    published.add(rows.getLong(1));
                    publish(
                            channel,
                            scanner + ":" + rows.getLong(1) + ":" + rows.getInt(2),
                            """
                            {"channel":"%s","payload":{"id":"%s","name":"%s","companyname":"%s"},"timestamp":"%s","source":"bare"}"""
                                    .formatted(
                                            ScannerFile.BENCHM8.key(),
                                            rows.getString(3),
                                            rows.getString(4),
                                            rows.getString(5),
                                            Instant.now()));
                }
            }
        }
        if (!published.isEmpty()) {
            channel.waitForConfirmsOrDie(10_000);
            settle(database, published);
        }
        database.commit();
        return published.size();
    }

    private static void publish(Channel channel, String messageId, String body) throws Exception {
        var properties = new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .contentType("application/json")
                .messageId(messageId)
                .timestamp(new Date())
                .build();
        channel.basicPublish(
                ScannerFile.EXCHANGE,
                ScannerFile.BENCHM8.key(),
                true,
                properties,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static void settle(Connection database, ArrayList<Long> published) throws SQLException {
        try (var settle = database.prepareStatement(SETTLE)) {
            settle.setArray(1, database.createArrayOf("bigint", published.toArray()));
            settle.executeUpdate();
        }
    }
}
