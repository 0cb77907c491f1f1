package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Migration;
import io.cptm8.orchestratorm8.postgres.MigrationState;
import io.cptm8.orchestratorm8.postgres.Rights;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The platform's table, our rights, our schema and its migrations, and the capture triggers. */
final class SchemaExamination {

    private final Settings.Database settings;
    private final DataSource dataSource;
    private final Notes notes;

    SchemaExamination(Settings.Database settings, DataSource dataSource, Notes notes) {
        this.settings = settings;
        this.dataSource = dataSource;
        this.notes = notes;
    }

    /** Whether our tables are there and may be read. */
    boolean look(Connection connection) throws SQLException {
        var table = settings.cptm8Schema() + ".cptm8domain";
        var platform = Query.named("domain-table").rows(connection, settings.cptm8Schema());
        if (platform.isEmpty()) {
            notes.found(
                    "domains",
                    "not there",
                    new Finding(
                            Ailment.DOMAIN_TABLE_MISSING,
                            table,
                            "Database %s has no table %s: there is nothing to watch.".formatted(settings.name(), table),
                            "Set POSTGRESQL_DB to the platform's database and orchestratorm8.database.schema to its schema, or let the platform make its tables."));
            return false;
        }
        var lacks = platform.get(0).text("missing");
        notes.looked(
                "domains",
                table,
                "id, name, companyname, enabled",
                lacks.isEmpty()
                        ? List.of()
                        : List.of(
                                new Finding(
                                        Ailment.DOMAIN_TABLE_DIFFERS,
                                        table,
                                        "Table %s has no column %s, which OrchestratorM8 reads."
                                                .formatted(table, lacks),
                                        "Give it the platform's columns, or set orchestratorm8.database.schema to the schema of the right table.")));
        var ours = Query.named("our-tables").row(connection);
        rights(connection, ours.text("refused"));
        if (!ours.flag("present")) {
            notes.found(
                    "schema",
                    "not there",
                    new Finding(
                            Ailment.SCHEMA_MISSING,
                            "orchestratorm8",
                            "Database %s has no schema orchestratorm8: OrchestratorM8 was never started on it, and changes of domains are not captured."
                                    .formatted(settings.name()),
                            "Start OrchestratorM8, which makes it and asks for the domains that are there."));
            return false;
        }
        if (!ours.text("refused").isEmpty()) {
            notes.notLookedAt("schema", "orchestratorm8", "our user may not read it");
            return false;
        }
        var state = new Migration(dataSource, settings.cptm8Schema()).state();
        migrations(state);
        if (!state.pending().isEmpty()) {
            notes.notLookedAt("triggers and scanners", table, "the migrations are not all applied");
            return false;
        }
        new TriggerExamination(settings.cptm8Schema(), notes)
                .look(connection, platform.get(0).number("oid"));
        return true;
    }

    private void rights(Connection connection, String refused) throws SQLException {
        var grants = new ArrayList<>(Rights.missing(connection, settings.cptm8Schema()));
        if (!refused.isEmpty()) {
            grants.add("GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %s;".formatted(refused, Rights.user(connection)));
        }
        notes.looked(
                "rights",
                "database user",
                grants.isEmpty() ? "all that are needed" : grants.size() + " missing",
                grants.isEmpty()
                        ? List.of()
                        : List.of(new Finding(
                                Ailment.RIGHTS_MISSING,
                                "database user",
                                "Database user %s lacks rights, without which OrchestratorM8 does not start."
                                        .formatted(Rights.user(connection)),
                                "As the owner of the database, run: " + String.join(" ", grants))));
    }

    private void migrations(MigrationState state) {
        var found = new ArrayList<Finding>();
        if (!state.failed().isEmpty()) {
            found.add(
                    new Finding(
                            Ailment.MIGRATION_FAILED,
                            "orchestratorm8",
                            "Migration %s failed, and nothing is migrated after it."
                                    .formatted(String.join(", ", state.failed())),
                            "DELETE FROM orchestratorm8.flyway_schema_history WHERE NOT success; then start OrchestratorM8, which tries it again and says why it fails."));
        }
        if (!state.newer().isEmpty()) {
            found.add(new Finding(
                    Ailment.MIGRATION_NEWER,
                    "orchestratorm8",
                    "The schema has migration %s, which this program does not know: a newer OrchestratorM8 was here."
                            .formatted(String.join(", ", state.newer())),
                    "Run the newer version, as every instance on this database must."));
        }
        if (!state.pending().isEmpty()) {
            found.add(new Finding(
                    Ailment.MIGRATION_PENDING,
                    "orchestratorm8",
                    "Migration %s is not applied yet.".formatted(String.join(", ", state.pending())),
                    "Start OrchestratorM8, which applies it."));
        }
        notes.looked("migrations", "orchestratorm8", String.join(", ", state.applied()), found);
    }
}
