package io.cptm8.orchestratorm8.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedDatabaseTest {

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void has_demonstration_domains_one_without_a_company_and_one_switched_off() throws SQLException {
        assertThat(query(database.address(), "SELECT name FROM cptm8domain WHERE enabled"))
                .contains("example.com", "example.org", "bücher.example");
        assertThat(query(database.address(), "SELECT name FROM cptm8domain WHERE companyname IS NULL"))
                .containsExactly("example.org");
        assertThat(query(database.address(), "SELECT name FROM cptm8domain WHERE NOT enabled"))
                .containsExactly("example.net");
    }

    @Test
    void leaves_alone_what_another_process_that_starts_one_is_about_to_run() throws Exception {
        var script = Files.createTempFile("detect_linux_distribution_", ".sh");
        try {
            PostgresBinaries.removeScript();

            assertThat(script).exists();
        } finally {
            Files.deleteIfExists(script);
        }
    }

    @Test
    void does_not_fail_for_one_that_its_process_removes_at_the_same_moment() throws Exception {
        var removed =
                Path.of(System.getProperty("java.io.tmpdir"), "detect_linux_distribution_" + UUID.randomUUID() + ".sh");
        // Listed, and not there when it is looked at.
        Files.createSymbolicLink(
                removed, removed.resolveSibling(UUID.randomUUID().toString()));
        try {
            assertThatCode(PostgresBinaries::removeScript).doesNotThrowAnyException();
        } finally {
            Files.delete(removed);
        }
    }

    @Test
    void hashes_its_random_passwords_once_at_a_connection_and_not_thousands_of_times() throws SQLException {
        assertThat(query(database.address(), "SHOW scram_iterations")).containsExactly("1");
    }

    @Test
    void has_the_platform_s_keys_and_defaults() throws SQLException {
        var fresh = database.newDatabase("keys_and_defaults");
        execute(fresh, "INSERT INTO cptm8domain (name) VALUES ('a.example'), ('A.example')");

        assertThat(query(fresh, "SELECT id FROM cptm8domain")).hasSize(2).doesNotHaveDuplicates();
        assertThat(query(fresh, "SELECT enabled FROM cptm8domain")).containsOnly("t");
        assertThat(query(fresh, "SELECT conname FROM pg_constraint WHERE conrelid = 'cptm8domain'::regclass"))
                .contains("cptm8domain_pkey", "CPTM8_domain_name_unique");
        assertThatThrownBy(() -> execute(fresh, "INSERT INTO cptm8domain (name) VALUES ('a.example')"))
                .hasMessageContaining("CPTM8_domain_name_unique");
    }

    @Test
    void deleting_a_domain_deletes_all_that_was_found_under_it() throws SQLException {
        var fresh = database.newDatabase("cascade");
        execute(fresh, """
                INSERT INTO cptm8domain (name) VALUES ('a.example');
                INSERT INTO cptm8hostname (name, domainid) SELECT 'www.a.example', id FROM cptm8domain;
                INSERT INTO cptm8endpoint (endpoint, hostnameid) SELECT 'https://www.a.example', id FROM cptm8hostname;
                INSERT INTO cptm8service (protocol, port, ipaddress, hostnameid)
                    SELECT 'tcp', 443, '192.0.2.1', id FROM cptm8hostname;
                DELETE FROM cptm8domain;
                """);

        assertThat(query(fresh, "SELECT id FROM cptm8endpoint UNION SELECT id FROM cptm8service"))
                .isEmpty();
    }

    @Test
    void the_application_s_role_may_add_a_schema_and_a_trigger_but_is_no_superuser() throws SQLException {
        var fresh = database.newDatabase("own_schema");
        execute(fresh, """
                CREATE SCHEMA orchestratorm8;
                CREATE FUNCTION orchestratorm8.noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER noted AFTER INSERT ON cptm8domain EXECUTE FUNCTION orchestratorm8.noted();
                """);

        assertThat(query(fresh, "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = user"))
                .containsExactly("f");
        assertThat(query(fresh, "SELECT tableowner FROM pg_tables WHERE schemaname = 'public'"))
                .hasSize(4)
                .containsOnly("cpt_dbuser");
    }

    @Test
    void a_new_database_has_the_tables_and_no_rows() throws SQLException {
        var fresh = database.newDatabase("fresh");

        assertThat(fresh.name()).isEqualTo("fresh");
        assertThat(query(fresh, "SELECT name FROM cptm8domain")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "1st", "a-b", "a; DROP DATABASE cptm8"})
    void refuses_a_database_name_that_would_need_quotes(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> database.newDatabase(name));
    }

    @Test
    void nobody_gets_in_without_the_password() {
        var url = database.address().jdbcUrl();

        assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
        assertThatThrownBy(() -> DriverManager.getConnection(url, "cpt_dbuser", "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void listens_on_the_loopback_interface_only() throws SQLException {
        assertThat(query(database.address(), "SHOW listen_addresses")).containsExactly("127.0.0.1");
    }

    @Test
    void serves_thirty_connections_at_once() throws SQLException {
        var connections = new ArrayList<Connection>();
        try {
            for (var i = 0; i < 30; i++) {
                connections.add(connect(database.address()));
            }
            assertThat(connections).hasSize(30);
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    @Test
    void its_address_in_a_log_has_no_password() {
        assertThat(database.address().toString())
                .contains("cptm8")
                .doesNotContain(database.address().password());
        assertThat(database.address().uri()).contains(database.address().password());
    }

    @Test
    void can_be_closed_twice_and_is_gone_then() throws Exception {
        var other = EmbeddedDatabase.start();
        other.close();
        other.close();

        assertThatThrownBy(() -> connect(other.address())).hasMessageContaining("refused");
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static void execute(DatabaseAddress address, String statements) throws SQLException {
        try (var connection = connect(address);
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private static List<String> query(DatabaseAddress address, String query) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = connect(address);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
