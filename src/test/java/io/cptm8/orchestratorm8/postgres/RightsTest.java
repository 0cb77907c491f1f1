package io.cptm8.orchestratorm8.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A right that is missing is named with the statement that grants it, and that statement is enough. */
class RightsTest {

    private static final String ROLE = "Orchestrator m8";

    private final TestDatabase database = TestDatabase.fresh();

    @BeforeEach
    void aRoleOfItsOwn() {
        database.executeAsSuperuser("CREATE ROLE \"%s\" LOGIN PASSWORD '%s'"
                .formatted(ROLE, database.address().password()));
    }

    @AfterEach
    void removeIt() {
        database.executeAsSuperuser("DROP OWNED BY \"%1$s\" CASCADE; DROP ROLE \"%1$s\"".formatted(ROLE));
    }

    @Test
    void without_any_right_each_grant_is_named_and_together_they_are_enough() throws SQLException {
        var name = database.address().name();
        var grants = "GRANT CREATE ON DATABASE \"" + name + "\" TO \"" + ROLE + "\"; "
                + "GRANT SELECT, TRIGGER ON \"public\".cptm8domain TO \"" + ROLE + "\";";

        assertThat(refusal("public"))
                .isEqualTo("Database user \"" + ROLE
                        + "\" lacks rights. Nothing was changed and OrchestratorM8 stops. As the owner of the database, run: "
                        + grants);

        database.executeAsSuperuser(grants);
        migrate("public");
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
    }

    @Test
    void the_right_to_make_a_schema_is_named_alone_when_it_is_all_that_is_missing() throws SQLException {
        database.execute("GRANT SELECT, TRIGGER ON cptm8domain TO \"" + ROLE + "\"");

        mend("public", "GRANT CREATE ON DATABASE \"" + database.address().name() + "\" TO \"" + ROLE + "\";");
    }

    @Test
    void reading_domains_without_hanging_a_trigger_on_them_is_not_enough_nor_the_other_way_round() throws SQLException {
        database.executeAsSuperuser(
                "GRANT CREATE ON DATABASE " + database.address().name() + " TO \"" + ROLE + "\"");
        var grant = "GRANT SELECT, TRIGGER ON \"public\".cptm8domain TO \"" + ROLE + "\";";
        database.execute("GRANT SELECT ON cptm8domain TO \"" + ROLE + "\"");
        assertThat(refusal("public")).endsWith("run: " + grant);
        database.execute(
                "REVOKE SELECT ON cptm8domain FROM \"" + ROLE + "\"; GRANT TRIGGER ON cptm8domain TO \"" + ROLE + "\"");

        mend("public", grant);
    }

    @Test
    void a_schema_of_the_platform_that_may_not_be_entered_is_named() throws SQLException {
        database.executeAsSuperuser("""
                CREATE SCHEMA "platform" AUTHORIZATION cpt_dbuser;
                ALTER TABLE cptm8domain SET SCHEMA "platform";
                GRANT CREATE ON DATABASE %s TO "%s";
                GRANT SELECT, TRIGGER ON "platform".cptm8domain TO "%2$s\"""".formatted(database.address().name(), ROLE));

        mend("platform", "GRANT USAGE ON SCHEMA \"platform\" TO \"" + ROLE + "\";");
    }

    @Test
    void a_schema_of_ours_that_somebody_else_made_needs_only_that_schema_s_rights() throws SQLException {
        database.execute("CREATE SCHEMA orchestratorm8; GRANT SELECT, TRIGGER ON cptm8domain TO \"" + ROLE + "\"");

        mend("public", "GRANT ALL ON SCHEMA orchestratorm8 TO \"" + ROLE + "\";");
    }

    @Test
    void making_things_in_a_schema_without_entering_it_is_not_enough() throws SQLException {
        database.execute(
                "CREATE SCHEMA orchestratorm8; GRANT CREATE ON SCHEMA orchestratorm8 TO \"%1$s\"; GRANT SELECT, TRIGGER ON cptm8domain TO \"%1$s\""
                        .formatted(ROLE));

        mend("public", "GRANT ALL ON SCHEMA orchestratorm8 TO \"" + ROLE + "\";");
    }

    @Test
    void the_whole_application_stops_with_exit_code_2_and_says_what_to_run(@TempDir Path home) {
        database.execute("GRANT SELECT, TRIGGER ON cptm8domain TO \"" + ROLE + "\"");

        var application = new TestApplication(
                        home, database, TestBroker.shared().newVirtualHost())
                .environment("POSTGRESQL_USERNAME", ROLE)
                .start();

        assertThat(application.awaitEnd()).isEqualTo(2);
        assertThat(application.application().refusal())
                .endsWith(
                        "run: GRANT CREATE ON DATABASE \"" + database.address().name() + "\" TO \"" + ROLE + "\";");
        assertThat(database.count("SELECT count(*) FROM pg_namespace WHERE nspname = 'orchestratorm8'"))
                .isZero();
    }

    @Test
    void a_database_without_the_platform_s_table_is_no_matter_of_rights() {
        database.execute("DROP TABLE cptm8domain CASCADE");

        assertThatThrownBy(() -> migrate("public"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("has no table \"public\".cptm8domain yet");
        assertThatThrownBy(() -> migrate("nowhere"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("has no table \"nowhere\".cptm8domain yet");
    }

    private void mend(String schema, String grant) throws SQLException {
        assertThat(refusal(schema)).endsWith("run: " + grant);
        database.executeAsSuperuser(grant);
        migrate(schema);
    }

    private String refusal(String schema) {
        return catchThrowableOfType(UnfitException.class, () -> migrate(schema)).getMessage();
    }

    private void migrate(String schema) throws SQLException {
        try (var pool = PreparedDatabase.pool(database.as(ROLE))) {
            new Migration(pool, schema).run();
        }
    }
}
