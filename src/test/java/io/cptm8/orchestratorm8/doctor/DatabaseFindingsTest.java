package io.cptm8.orchestratorm8.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.FreePorts;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be wrong with a database is found with its cure, and the cure is enough. */
@RealRabbitMq
@Timeout(120)
class DatabaseFindingsTest {

    @TempDir
    private static Path home;

    private static Patient patient;
    private static TestDatabase database;

    @BeforeAll
    static void begin() {
        database = TestDatabase.fresh();
        patient = new Patient(home, database, TestBroker.shared().newVirtualHost());
    }

    @AfterAll
    static void end() {
        patient.close();
    }

    /** Runs the statements of a cure, as somebody who reads it would. */
    private static void runStatementsOf(String cure) {
        var statement = Pattern.compile("(CREATE|ALTER|SELECT|GRANT|DROP|DELETE) [^;]*;")
                .matcher(cure);
        var any = false;
        while (statement.find()) {
            database.executeAsSuperuser(statement.group());
            any = true;
        }
        assertThat(any).as(cure).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "update", "delete"})
    void a_trigger_that_is_gone_is_named_and_the_statement_that_is_given_makes_it_anew(String event) {
        database.execute("DROP TRIGGER orchestratorm8_" + event + " ON cptm8domain");

        var finding = patient.only(Ailment.TRIGGER_MISSING);
        assertThat(finding.subject()).isEqualTo("orchestratorm8_" + event);
        assertThat(finding.text()).contains("are not seen");
        runStatementsOf(finding.cure());
        patient.assertWell();

        database.execute("INSERT INTO cptm8domain (name) VALUES ('%s.example')".formatted(event));
        assertThat(database.count(
                        "SELECT count(*) FROM orchestratorm8.request r JOIN cptm8domain d ON d.id = r.domain_id WHERE d.name = '%s.example'"
                                .formatted(event)))
                .isOne();
        database.execute("DELETE FROM cptm8domain");
    }

    @Test
    void a_trigger_that_is_disabled_or_fires_on_replicas_only_is_named() {
        for (var how : new String[] {"DISABLE TRIGGER", "ENABLE REPLICA TRIGGER"}) {
            database.execute("ALTER TABLE cptm8domain " + how + " orchestratorm8_update");
            var finding = patient.only(Ailment.TRIGGER_DISABLED);
            assertThat(finding.cure()).contains("ENABLE TRIGGER orchestratorm8_update;");
            runStatementsOf(finding.cure());
            patient.assertWell();
        }
    }

    @Test
    void a_trigger_of_that_name_that_does_something_else_is_named() {
        database.execute("""
                CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                DROP TRIGGER orchestratorm8_insert ON cptm8domain;
                CREATE TRIGGER orchestratorm8_insert AFTER INSERT ON cptm8domain EXECUTE FUNCTION nothing()""");

        var finding = patient.only(Ailment.TRIGGER_CHANGED);
        assertThat(finding.text()).contains("calls public.nothing");
        runStatementsOf(finding.cure());
        patient.assertWell();
    }

    @Test
    void migrations_that_failed_are_newer_or_pending_are_told_apart() {
        var history = "orchestratorm8.flyway_schema_history";
        database.execute("CREATE TABLE keep AS SELECT * FROM " + history);
        try {
            database.execute(
                    "INSERT INTO " + history
                            + " SELECT 99, '99', 'of tomorrow', 'SQL', 'V99__of_tomorrow.sql', 1, current_user, now(), 1, true");
            assertThat(patient.only(Ailment.MIGRATION_NEWER).text()).contains("99 of tomorrow");
            database.execute("DELETE FROM " + history + " WHERE version = '99'");

            database.execute("UPDATE " + history + " SET success = false WHERE version = '2'");
            var failed = patient.only(Ailment.MIGRATION_FAILED);
            assertThat(failed.text()).contains("2 capture");
            database.execute("DELETE FROM " + history + " WHERE version = '2'");
            assertThat(patient.only(Ailment.MIGRATION_PENDING).text()).contains("2 capture");
        } finally {
            database.execute(
                    "TRUNCATE " + history + "; INSERT INTO " + history + " SELECT * FROM keep; DROP TABLE keep");
        }
        patient.assertWell();
    }

    @Test
    void a_limit_on_connections_that_the_pool_does_not_fit_into_is_named_and_lifted_by_the_cure() {
        database.executeAsSuperuser("ALTER DATABASE " + database.address().name() + " CONNECTION LIMIT 20");
        var ofDatabase = patient.only(Ailment.CONNECTIONS_SHORT);
        assertThat(ofDatabase.text()).contains("the database's CONNECTION LIMIT leaves us 20", "may need 26");
        runStatementsOf(ofDatabase.cure());

        database.executeAsSuperuser("ALTER ROLE cpt_dbuser CONNECTION LIMIT 25");
        var ofRole = patient.only(Ailment.CONNECTIONS_SHORT);
        assertThat(ofRole.text()).contains("the role's CONNECTION LIMIT leaves us");
        runStatementsOf(ofRole.cure());

        patient.application.set("database.pool.maximum", "150");
        try {
            assertThat(patient.only(Ailment.CONNECTIONS_SHORT).cure()).contains("max_connections");
        } finally {
            patient.application.set("database.pool.maximum", "25");
        }
        patient.assertWell();
    }

    @Test
    void a_clock_that_is_two_seconds_off_is_named_with_the_way_it_is_off() {
        var system = Clock.systemUTC();

        assertThat(patient.examine(Clock.offset(system, Duration.ofSeconds(-5))).findings())
                .singleElement()
                .matches(finding -> finding.ailment() == Ailment.CLOCK_SKEW)
                .matches(finding -> finding.text().contains("ahead of this machine's"));
        assertThat(patient.examine(Clock.offset(system, Duration.ofSeconds(5))).findings())
                .singleElement()
                .matches(finding -> finding.text().contains("behind this machine's"));
        assertThat(patient.examine(Clock.offset(system, Duration.ofMillis(1200)))
                        .findings())
                .isEmpty();
    }

    @Test
    void commits_that_are_not_waited_for_are_a_warning() {
        database.executeAsSuperuser("ALTER ROLE cpt_dbuser SET synchronous_commit = off");
        try {
            var finding = patient.only(Ailment.SYNCHRONOUS_COMMIT_OFF);
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        } finally {
            database.executeAsSuperuser("ALTER ROLE cpt_dbuser RESET synchronous_commit");
        }
        patient.assertWell();
    }

    @Test
    void rights_that_are_missing_are_named_with_the_grants_that_are_enough() {
        var address = database.address();
        database.executeAsSuperuser(
                "CREATE ROLE \"A poor one\" LOGIN PASSWORD '%s'; GRANT CONNECT ON DATABASE %s TO \"A poor one\""
                        .formatted(address.password(), address.name()));
        patient.application.environment("POSTGRESQL_USERNAME", "A poor one");
        try {
            // Without USAGE on our schema its tables cannot be asked about; what is behind it comes with the second
            // look.
            var first = patient.only(Ailment.RIGHTS_MISSING);
            assertThat(first.cure())
                    .contains("GRANT ALL ON SCHEMA orchestratorm8 TO \"A poor one\";")
                    .contains("GRANT SELECT, TRIGGER ON \"public\".cptm8domain TO \"A poor one\";")
                    .contains(
                            "GRANT SELECT, INSERT, UPDATE, DELETE ON orchestratorm8.request, orchestratorm8.scanner TO");
            runStatementsOf(first.cure());
            assertThat(patient.examine().findings()).noneMatch(finding -> finding.ailment() == Ailment.RIGHTS_MISSING);
        } finally {
            patient.application.environment("POSTGRESQL_USERNAME", address.user());
            database.executeAsSuperuser("DROP OWNED BY \"A poor one\" CASCADE; DROP ROLE \"A poor one\"");
        }
        patient.assertWell();
    }

    @Test
    void registrations_that_are_not_as_the_files_say_are_named() {
        var scanner = "orchestratorm8.scanner";
        database.execute("CREATE TABLE keep AS SELECT * FROM " + scanner);
        database.execute("DELETE FROM " + scanner + " WHERE name = 'num8'");
        assertThat(patient.only(Ailment.SCANNER_NOT_REGISTERED).subject()).isEqualTo("num8");
        database.execute("INSERT INTO " + scanner + " SELECT * FROM keep WHERE name = 'num8'");

        database.execute("UPDATE " + scanner + " SET cron = '0 0 3 * * ?' WHERE name = 'num8'");
        assertThat(patient.only(Ailment.SCANNER_CHANGED).text()).contains("cron \"0 0 3 * * ?\"");
        database.execute("UPDATE " + scanner + " SET cron = NULL WHERE name = 'num8'");

        database.execute("INSERT INTO " + scanner + " (name, on_change) VALUES ('oldm8', true), ('retiredm8', false)");
        var finding = patient.only(Ailment.SCANNER_WITHOUT_FILE);
        assertThat(finding.subject()).isEqualTo("oldm8");
        database.execute("DELETE FROM " + scanner + " WHERE name IN ('oldm8', 'retiredm8'); DROP TABLE keep");
        patient.assertWell();
    }

    @Test
    void requests_that_nobody_takes_and_those_that_are_parked_are_counted_with_a_reason() {
        database.execute("""
                INSERT INTO orchestratorm8.request (domain_id, scanner, reason, state, due_at, last_error) VALUES
                    (gen_random_uuid(), 'gonem8', 'new', 'waiting', now() - interval '2 minutes', NULL),
                    (gen_random_uuid(), 'latem8', 'new', 'waiting', now() + interval '2 minutes', NULL),
                    (gen_random_uuid(), 'num8', 'new', 'parked', now(), 'not a name')""");
        try {
            var findings = patient.examine().findings();
            assertThat(findings)
                    .extracting(Finding::ailment)
                    .containsExactly(Ailment.REQUESTS_OVERDUE, Ailment.REQUESTS_PARKED);
            database.execute("INSERT INTO orchestratorm8.hold (scanner, reason, who) VALUES ('gonem8', 'x', 'ann')");
            assertThat(patient.only(Ailment.REQUESTS_PARKED).subject())
                    .as("who is held takes nothing")
                    .isEqualTo("num8");
            database.execute("DELETE FROM orchestratorm8.hold");
            assertThat(findings.get(0).subject()).isEqualTo("gonem8");
            assertThat(findings.get(0).text()).contains("1 request of scanner gonem8 is due");
            assertThat(findings.get(1).text()).contains("1 parked for scanner num8", "not a name");
            assertThat(findings.get(1).cure()).contains("SELECT * FROM orchestratorm8.parked");
        } finally {
            database.execute("DELETE FROM orchestratorm8.request");
        }
        patient.assertWell();
    }

    @Test
    void a_leader_s_lock_in_strange_hands_is_an_error_and_no_instance_a_warning() throws SQLException {
        var other = TestDatabase.fresh();
        try (var connection = other.connect();
                var statement = connection.createStatement()) {
            patient.application.database(
                    other.address().host(),
                    other.address().port(),
                    other.address().name());
            assertThat(patient.only(Ailment.SCHEMA_MISSING).cure()).contains("Start OrchestratorM8");

            // As a migrated database without an instance has it.
            try (var pool = PreparedDatabase.of(other)) {
                assertThat(patient.examine().findings())
                        .anyMatch(finding -> finding.ailment() == Ailment.NO_INSTANCE)
                        .noneMatch(finding -> finding.ailment() == Ailment.LEADER_LOCK_TAKEN);
                statement.execute("SELECT pg_advisory_lock(hashtext('orchestratorm8_request.leader'))");
                assertThat(patient.examine().findings())
                        .filteredOn(finding -> finding.ailment() == Ailment.LEADER_LOCK_TAKEN)
                        .singleElement()
                        .matches(finding -> finding.cure().contains("pg_terminate_backend("));
            }
        } finally {
            patient.application.database(
                    database.address().host(),
                    database.address().port(),
                    database.address().name());
        }
        patient.assertWell();
    }

    @Test
    void a_database_that_is_not_the_platform_s_says_so() {
        var other = TestDatabase.fresh();
        patient.application.database(
                other.address().host(), other.address().port(), other.address().name());
        try {
            other.execute("ALTER TABLE cptm8domain DROP COLUMN companyname");
            assertThat(patient.examine().findings())
                    .anyMatch(finding -> finding.ailment() == Ailment.DOMAIN_TABLE_DIFFERS
                            && finding.text().contains("no column companyname"));
            other.execute("DROP TABLE cptm8domain CASCADE");
            assertThat(patient.only(Ailment.DOMAIN_TABLE_MISSING).text()).contains("public.cptm8domain");
        } finally {
            patient.application.database(
                    database.address().host(),
                    database.address().port(),
                    database.address().name());
        }
    }

    @Test
    void a_database_that_is_away_or_refuses_ends_with_2_and_the_broker_is_looked_at_all_the_same() {
        try {
            patient.application.environment("POSTGRESQL_PASSWORD", "not the password");
            assertThat(patient.only(Ailment.DATABASE_REFUSES_LOGIN).cure()).contains("POSTGRESQL_PASSWORD");
            patient.application.environment("POSTGRESQL_PORT", Integer.toString(FreePorts.next()));
            assertThat(patient.only(Ailment.DATABASE_AWAY).cure()).contains("POSTGRESQL_HOSTNAME");
            var report = patient.examine();
            assertThat(report.exitCode(false)).isEqualTo(2);
            assertThat(report.looks()).contains(new Look("queue", "qnum8", Look.Result.OK, "1 consumer, 0 ready"));
        } finally {
            patient.application.database(
                    database.address().host(),
                    database.address().port(),
                    database.address().name());
            patient.application.environment(
                    "POSTGRESQL_PASSWORD", database.address().password());
        }
        patient.assertWell();
    }
}
