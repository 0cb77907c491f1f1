package io.cptm8.orchestratorm8.doctor;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.rabbitmq.ConnectionFactories;
import io.cptm8.orchestratorm8.rabbitmq.Products;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Everything that AMQP itself can tell about the broker. */
final class BrokerExamination {

    private final Settings.RabbitMq settings;
    private final List<Scanner> scanners;
    private final Notes notes;

    BrokerExamination(Settings.RabbitMq settings, List<Scanner> scanners, Notes notes) {
        this.settings = settings;
        this.scanners = scanners;
        this.notes = notes;
    }

    /** Connects, looks, and ends the connection. */
    void look() {
        Connection connection = null;
        try {
            connection = ConnectionFactories.single(settings, "doctor");
            look(connection);
            alarm(connection);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            away(e);
        } finally {
            if (connection != null) {
                connection.abort(1000);
            }
        }
    }

    /** Looks on a connection that is there; what needs a connection to itself is left out. */
    void look(Connection connection) throws IOException {
        connection(connection);
        new ScannersOnBroker(new BrokerQuestions(connection), new Permissions(settings, scanners), notes)
                .look(scanners);
    }

    private void connection(Connection connection) {
        var server = connection.getServerProperties();
        var found = new ArrayList<Finding>();
        if (connection.getChannelMax() != 0 && connection.getChannelMax() < settings.channels()) {
            found.add(new Finding(
                    Ailment.CHANNEL_MAX_LOWERED,
                    "orchestratorm8.rabbitmq.channels",
                    "The broker allows %d channels on a connection, and orchestratorm8.rabbitmq.channels asks for %d: the pool has %d in all instead of %d."
                            .formatted(
                                    connection.getChannelMax(),
                                    settings.channels(),
                                    connection.getChannelMax() * settings.maximumConnections(),
                                    settings.channels() * settings.maximumConnections()),
                    "Set orchestratorm8.rabbitmq.channels = %d, or raise channel_max in the broker's rabbitmq.conf."
                            .formatted(connection.getChannelMax())));
        }
        if (connection.getHeartbeat() != settings.heartbeat().toSeconds()) {
            found.add(new Finding(
                    Ailment.HEARTBEAT_LOWERED,
                    "orchestratorm8.rabbitmq.heartbeat",
                    "The broker asks for a heartbeat of %d s, and orchestratorm8.rabbitmq.heartbeat for %d s; the shorter one counts."
                            .formatted(
                                    connection.getHeartbeat(),
                                    settings.heartbeat().toSeconds()),
                    "Set orchestratorm8.rabbitmq.heartbeat = %ds, or raise heartbeat in the broker's rabbitmq.conf."
                            .formatted(connection.getHeartbeat())));
        }
        notes.looked(
                "broker",
                settings.address(),
                "%s %s, %d connections of %d channels, heartbeat %d s"
                        .formatted(
                                server.get("product"),
                                server.get("version"),
                                settings.maximumConnections(),
                                connection.getChannelMax(),
                                connection.getHeartbeat()),
                found);
    }

    private void alarm(Connection connection) {
        if (Products.isQpid(connection)) {
            notes.notLookedAt("broker's alarms", settings.address(), "this broker is not RabbitMQ and has none");
            return;
        }
        try {
            var alarm = BrokerAlarm.look(connection, settings.connectTimeout().toMillis());
            if (alarm.isEmpty()) {
                notes.ok("broker's alarms", settings.address(), "none");
            } else {
                notes.found("broker's alarms", alarm, blocks(alarm));
            }
        } catch (IOException e) {
            notes.notLookedAt("broker's alarms", settings.address(), e.getMessage());
        }
    }

    static Finding blocks(String alarm) {
        return new Finding(
                Ailment.BROKER_BLOCKS,
                "broker",
                "The broker blocks publishers (%s). Nothing is published; requests wait in the database."
                        .formatted(alarm),
                "Free its memory or disk (rabbitmq-diagnostics alarms), or raise vm_memory_high_watermark or lower disk_free_limit; it goes on by itself.");
    }

    void away(Exception e) {
        var reason = reason(e);
        var refused = e instanceof AuthenticationFailureException
                || reason.contains("access_refused")
                || reason.contains("NOT_ALLOWED");
        notes.away(
                "broker",
                settings.address(),
                refused
                        ? new Finding(
                                Ailment.BROKER_REFUSES_LOGIN,
                                "broker",
                                "The broker at %s answers and does not let us in: %s."
                                        .formatted(settings.address(), reason),
                                "Give RABBITMQ_USERNAME, RABBITMQ_PASSWORD and RABBITMQ_VHOST of a user that the broker knows (rabbitmqctl list_users, list_vhosts, list_permissions).")
                        : new Finding(
                                Ailment.BROKER_AWAY,
                                "broker",
                                "The broker at %s does not answer: %s.".formatted(settings.address(), reason),
                                "Start it, or correct RABBITMQ_HOSTNAME and RABBITMQ_PORT."));
    }

    static String reason(Exception e) {
        var root = (Throwable) e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
    }
}
