package io.cptm8.orchestratorm8.doctor;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.rabbitmq.ConnectionFactories;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * All scanners with their numbers.
 *
 * @param unknown why something could not be had, a sentence each
 * @param answered false: neither the database nor the broker could be asked
 */
public record ScannerLines(List<ScannerLine> scanners, List<String> unknown, boolean answered) {

    /** Asks on connections of its own, and changes nothing. */
    public static ScannerLines ask(Settings settings, List<Scanner> scanners) {
        var unknown = new ArrayList<String>();
        var depths = depths(settings, scanners, unknown);
        var rows = rows(settings, unknown);
        var lines = scanners.stream()
                .map(scanner -> line(
                        settings,
                        scanner,
                        depths == null ? null : depths.get(scanner.queue()),
                        rows == null ? null : rows.getOrDefault(scanner.name(), NO_REQUEST)))
                .toList();
        return new ScannerLines(lines, List.copyOf(unknown), depths != null || rows != null);
    }

    private static final Query.Row NO_REQUEST = new Query.Row(Map.of("waiting", 0L, "receipt", ""));

    private static ScannerLine line(
            Settings settings, Scanner scanner, AMQP.Queue.DeclareOk depth, Query.Row requests) {
        var receipt = requests == null ? null : requests.text("receipt");
        return new ScannerLine(
                scanner.name(),
                scanner.template(),
                scanner.enabled(),
                scanner.queue(),
                scanner.bindings(),
                depth == null ? null : depth.getConsumerCount(),
                requests == null ? null : requests.number("waiting"),
                depth == null ? null : depth.getMessageCount(),
                scanner.rate(),
                requests == null ? null : receipt == null ? "" : receipt,
                requests == null || requests.columns().get("age_seconds") == null ? null : requests.real("age_seconds"),
                settings.routes()
                        .toAbsolutePath()
                        .getParent()
                        .relativize(scanner.file().toAbsolutePath())
                        .toString());
    }

    /** By queue; null when the broker could not be asked. */
    private static Map<String, AMQP.Queue.DeclareOk> depths(
            Settings settings, List<Scanner> scanners, List<String> unknown) {
        var depths = new HashMap<String, AMQP.Queue.DeclareOk>();
        try (var connection = ConnectionFactories.single(settings.rabbitmq(), "scanners")) {
            var questions = new BrokerQuestions(connection);
            for (var scanner : scanners) {
                var depth = questions.ask(channel -> channel.queueDeclarePassive(scanner.queue()));
                if (!depth.refused()) {
                    depths.put(scanner.queue(), depth.value());
                } else if (scanner.enabled()) {
                    unknown.add("Queue %s: %s.".formatted(scanner.queue(), depth.refusalText()));
                }
            }
            return depths;
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            unknown.add("consumers and ready: the broker at %s cannot be asked (%s)."
                    .formatted(settings.rabbitmq().address(), BrokerExamination.reason(e)));
            return null;
        }
    }

    /** By scanner; null when the database could not be asked. */
    private static Map<String, Query.Row> rows(Settings settings, List<String> unknown) {
        try (var connection = Databases.readers(settings.database(), "scanners").getConnection()) {
            var rows = new HashMap<String, Query.Row>();
            Query.named("overview").rows(connection).forEach(row -> rows.put(row.text("scanner"), row));
            return rows;
        } catch (SQLException e) {
            unknown.add("waiting and last receipt: PostgreSQL at %s, database %s, cannot be asked (%s)."
                    .formatted(settings.database().where(), settings.database().name(), e.getMessage()));
            return null;
        }
    }
}
