package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a change of a domain still becomes a request: the capture function, attached once for each event. */
final class TriggerExamination {

    private static final String CAPTURE = "orchestratorm8.capture";

    private final String schema;
    private final Notes notes;

    TriggerExamination(String schema, Notes notes) {
        this.schema = schema;
        this.notes = notes;
    }

    void look(Connection connection, long table) throws SQLException {
        var found = new ArrayList<Finding>();
        for (var trigger : Query.named("triggers").rows(connection, table)) {
            finding(trigger).ifPresent(found::add);
        }
        notes.looked("triggers", schema + ".cptm8domain", "insert, update, delete", found);
    }

    private Optional<Finding> finding(Query.Row trigger) {
        var name = trigger.text("name");
        var table = "\"" + schema + "\".cptm8domain";
        var lost = " Domains that are %s are not seen.".formatted(changed(name));
        if (!trigger.flag("present")) {
            return Optional.of(new Finding(
                    Ailment.TRIGGER_MISSING,
                    name,
                    "Table %s has no trigger %s.%s".formatted(table, name, lost),
                    definition(name) + askAgain()));
        }
        if (!trigger.text("function").equals(CAPTURE)) {
            return Optional.of(new Finding(
                    Ailment.TRIGGER_CHANGED,
                    name,
                    "Trigger %s of table %s calls %s instead of %s.%s"
                            .formatted(name, table, trigger.text("function"), CAPTURE, lost),
                    "DROP TRIGGER %s ON %s; %s%s".formatted(name, table, definition(name), askAgain())));
        }
        return trigger.flag("enabled")
                ? Optional.empty()
                : Optional.of(new Finding(
                        Ailment.TRIGGER_DISABLED,
                        name,
                        "Trigger %s of table %s is disabled.%s".formatted(name, table, lost),
                        "ALTER TABLE %s ENABLE TRIGGER %s;%s".formatted(table, name, askAgain())));
    }

    private static String changed(String trigger) {
        return switch (trigger) {
            case "orchestratorm8_insert" -> "added";
            case "orchestratorm8_update" -> "enabled, disabled or renamed";
            default -> "deleted";
        };
    }

    private String askAgain() {
        return " Then ask for what was missed: SELECT orchestratorm8.ask(ARRAY(SELECT id FROM \"%s\".cptm8domain WHERE enabled), 'asked');"
                .formatted(schema);
    }

    /** The statement of the migration that made it. */
    private String definition(String trigger) {
        var found = Pattern.compile("CREATE TRIGGER " + trigger + " [^;]*;")
                .matcher(Statements.text("/migrations/V2__capture.sql"));
        if (!found.find()) {
            throw new IllegalStateException("This is a bug: no migration makes trigger " + trigger);
        }
        return found.group()
                .replaceAll("\\s+", " ")
                .replace("${cptm8Schema}", schema)
                .replace("FUNCTION capture()", "FUNCTION " + CAPTURE + "()");
    }
}
