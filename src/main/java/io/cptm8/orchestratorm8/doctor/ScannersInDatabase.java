package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the database knows of scanners: who is registered, what waits, what is parked, who listens and leads. */
final class ScannersInDatabase {

    private final Notes notes;

    ScannersInDatabase(Notes notes) {
        this.notes = notes;
    }

    void look(Connection connection, List<Scanner> enabled) throws SQLException {
        instances(connection);
        registered(connection, enabled);
        requests(connection);
    }

    private void instances(Connection connection) throws SQLException {
        var instances = Query.named("server").row(connection).number("instances");
        var leaders = Query.named("leader").rows(connection);
        var found = new ArrayList<Finding>();
        if (instances == 0) {
            found.add(new Finding(
                    Ailment.NO_INSTANCE,
                    "orchestratorm8",
                    "No OrchestratorM8 listens on this database: requests wait.",
                    "Start it: orchestratorm8 launch"));
        }
        leaders.stream()
                .filter(leader -> !leader.text("application_name").equals("orchestratorm8 listen"))
                .forEach(leader -> found.add(new Finding(
                        Ailment.LEADER_LOCK_TAKEN,
                        "orchestratorm8",
                        "Session %d (%s, from %s) holds the leader's lock and is no OrchestratorM8: no ring is started."
                                .formatted(
                                        leader.number("pid"), leader.text("application_name"), leader.text("client")),
                        "End it: SELECT pg_terminate_backend(%d);".formatted(leader.number("pid")))));
        notes.looked(
                "instances",
                "orchestratorm8",
                "%d listening, %s"
                        .formatted(
                                instances,
                                leaders.isEmpty()
                                        ? "none leads"
                                        : "the leader's session is "
                                                + leaders.get(0).number("pid")),
                found);
    }

    private void registered(Connection connection, List<Scanner> enabled) throws SQLException {
        Map<String, Query.Row> rows = Query.named("scanners").rows(connection).stream()
                .collect(Collectors.toMap(row -> row.text("name"), Function.identity()));
        for (var scanner : enabled) {
            var row = rows.remove(scanner.name());
            var found = new ArrayList<Finding>();
            if (row == null) {
                found.add(
                        new Finding(
                                Ailment.SCANNER_NOT_REGISTERED,
                                scanner.name(),
                                "Scanner %s (%s) is not registered in the database: no instance has read its file, and nothing is asked of it."
                                        .formatted(scanner.name(), scanner.file()),
                                "Start OrchestratorM8. Where it runs, its /ready says what keeps it from this file; with orchestratorm8.reload=false it reads files only at the start."));
            } else if (!isSame(scanner, row)) {
                found.add(
                        new Finding(
                                Ailment.SCANNER_CHANGED,
                                scanner.name(),
                                "Scanner %s is registered otherwise than %s says: onChange %s, cron \"%s\", minInterval %.0f s there."
                                        .formatted(
                                                scanner.name(),
                                                scanner.file(),
                                                row.flag("on_change"),
                                                row.text("cron"),
                                                row.real("min_interval")),
                                "See /ready of the instances, which says what keeps them from this file; with orchestratorm8.reload=false they read files only at the start."));
            }
            notes.looked(
                    "registration",
                    scanner.name(),
                    found.isEmpty() ? "as its file says" : "not as its file says",
                    found);
        }
        rows.values().stream()
                .filter(row -> row.flag("on_change"))
                .forEach(
                        row -> notes.found(
                                "registration",
                                "without a file",
                                new Finding(
                                        Ailment.SCANNER_WITHOUT_FILE,
                                        row.text("name"),
                                        "Scanner %s is registered and has no enabled file here: requests for it are made, and nobody with these files takes them."
                                                .formatted(row.text("name")),
                                        "Give its file back. Without one, a running instance retires it, or the next start does.")));
    }

    private static boolean isSame(Scanner scanner, Query.Row row) {
        return scanner.onChange() == row.flag("on_change")
                && scanner.cron().orElse("").equals(row.text("cron"))
                && Durations.seconds(scanner.minInterval()) == row.real("min_interval");
    }

    private void requests(Connection connection) throws SQLException {
        for (var row : Query.named("requests").rows(connection)) {
            var scanner = row.text("scanner");
            var found = new ArrayList<Finding>();
            if (row.number("overdue") > 0) {
                found.add(new Finding(
                        Ailment.REQUESTS_OVERDUE,
                        scanner,
                        "%s of scanner %s due for more than a minute, and nobody takes %s.%s"
                                .formatted(
                                        row.number("overdue") == 1 ? "1 request" : row.number("overdue") + " requests",
                                        scanner + (row.number("overdue") == 1 ? " is" : " are"),
                                        row.number("overdue") == 1 ? "it" : "them",
                                        lastError(row.text("waiting_error"))),
                        "See that an OrchestratorM8 runs with an enabled file of %s, and what its log and /ready say of it."
                                .formatted(scanner)));
            }
            if (row.number("parked") > 0) {
                found.add(new Finding(
                        Ailment.REQUESTS_PARKED,
                        scanner,
                        "%d parked for scanner %s.%s"
                                .formatted(row.number("parked"), scanner, lastError(row.text("parked_error"))),
                        "orchestratorm8 parked list --scanner %1$s, or SELECT * FROM orchestratorm8.parked WHERE scanner = '%1$s'; correct the names in cptm8domain, which asks again."
                                .formatted(scanner)));
            }
            notes.looked(
                    "requests",
                    scanner,
                    "%d waiting, the oldest for %.0f s, %d parked"
                            .formatted(row.number("waiting"), row.real("oldest_seconds"), row.number("parked")),
                    found);
        }
    }

    private static String lastError(String error) {
        return error.isEmpty() ? "" : " One of them: " + error;
    }
}
