package io.cptm8.orchestratorm8.doctor;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.operate.Held;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.rabbitmq.ConnectionFactories;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
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
        var holds = new ArrayList<Held>();
        var rows = rows(settings, holds, unknown);
        var lines = scanners.stream()
                .map(scanner -> line(
                        settings,
                        scanner,
                        depths == null ? null : depths.get(scanner.queue()),
                        rows == null ? null : rows.getOrDefault(scanner.name(), NO_REQUEST),
                        rows == null ? null : holds))
                .toList();
        return new ScannerLines(lines, List.copyOf(unknown), depths != null || rows != null);
    }

    private static final Query.Row NO_REQUEST = new Query.Row(Map.of("waiting", 0L, "receipt", ""));

    private static ScannerLine line(
            Settings settings, Scanner scanner, AMQP.Queue.DeclareOk depth, Query.Row requests, List<Held> holds) {
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
                holds == null
                        ? null
                        : Held.of(scanner.name(), holds)
                                .map(ScannerLines::words)
                                .orElse(""),
                requests == null ? null : receipt == null ? "" : receipt,
                requests == null || requests.columns().get("age_seconds") == null ? null : requests.real("age_seconds"),
                settings.routes()
                        .toAbsolutePath()
                        .getParent()
                        .relativize(scanner.file().toAbsolutePath())
                        .toString());
    }

    private static String words(Held held) {
        return "by %s%s: %s"
                .formatted(
                        held.who(),
                        held.until() == null ? "" : " until " + held.until().truncatedTo(ChronoUnit.SECONDS),
                        held.reason());
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
    private static Map<String, Query.Row> rows(Settings settings, List<Held> holds, List<String> unknown) {
        try (var connection = Databases.readers(settings.database(), "scanners").getConnection()) {
            var rows = new HashMap<String, Query.Row>();
            Query.named("overview").rows(connection).forEach(row -> rows.put(row.text("scanner"), row));
            holds.addAll(Held.now(connection));
            return rows;
        } catch (SQLException e) {
            unknown.add("waiting, held and last receipt: PostgreSQL at %s, database %s, cannot be asked (%s)."
                    .formatted(settings.database().where(), settings.database().name(), e.getMessage()));
            return null;
        }
    }
}
