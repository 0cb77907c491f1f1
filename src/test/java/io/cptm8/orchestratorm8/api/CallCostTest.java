package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.ringScanner;
import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a call makes PostgreSQL read, in pages of 8 kB, with many domains of which each waits or is parked. It is bounded by what is answered; where all
 * must be looked through, it is once. With a plan for these arguments, and with the one for any, which a session changes to after ten calls.
 */
class CallCostTest {

    private static final int DOMAINS = 20_000;

    private static TestDatabase database;
    private static PreparedDatabase prepared;
    private static int namePages;
    private static int requestPages;

    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        prepared = PreparedDatabase.of(
                database,
                ringScanner("asmm8", "naabum8"),
                ringScanner("naabum8", "asmm8"),
                scanner("certm8", false, null, Duration.ZERO),
                scanner("newm8", false, null, Duration.ZERO),
                scanner("oldm8", false, null, Duration.ZERO));
        database.executeAsSuperuser("""
                SET session_replication_role = replica;
                INSERT INTO cptm8domain (name) SELECT 'host' || i || '.example.com' FROM generate_series(1, %d) i;
                INSERT INTO orchestratorm8.request (domain_id, scanner, state, reason)
                SELECT d.id, s.scanner, s.state, 'new'
                FROM cptm8domain d CROSS JOIN (VALUES ('certm8', 'waiting'), ('newm8', 'parked'), ('oldm8', 'parked')) s(scanner, state)
                ORDER BY s.scanner, d.id""".formatted(DOMAINS));
        // In which every page is known to be visible, without which an index is not enough.
        for (var table : new String[] {"cptm8domain", "orchestratorm8.request"}) {
            vacuum(table);
        }
        namePages = database.count("SELECT relpages FROM pg_class WHERE relname = 'CPTM8_domain_name_unique'");
        requestPages = database.count("SELECT relpages FROM pg_class WHERE oid = 'orchestratorm8.request'::regclass");
    }

    private static void vacuum(String table) {
        database.execute("VACUUM ANALYZE " + table);
    }

    @AfterAll
    static void end() {
        prepared.close();
    }

    private static int pages(String plans, String file, String types, String arguments) {
        try (var connection = prepared.pool().getConnection();
                var statement = connection.createStatement();
                var stream = CallCostTest.class.getResourceAsStream(file)) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (var i = 1; text.contains("?"); i++) {
                text = text.replaceFirst("\\?", "\\$" + i);
            }
            statement.execute("SET plan_cache_mode = force_" + plans + "_plan");
            statement.execute("PREPARE call" + types + " AS " + text);
            try {
                var explain = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE call" + arguments;
                // A session that calls a function for the first time reads what the catalogs say of it.
                statement.execute(explain);
                try (var answer = statement.executeQuery(explain)) {
                    answer.next();
                    return pages(new ObjectMapper().readTree(answer.getString(1)));
                }
            } finally {
                statement.execute("RESET plan_cache_mode; DEALLOCATE call");
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    private static int pages(JsonNode explained) throws JsonProcessingException {
        var plan = explained.at("/0/Plan");
        return plan.get("Shared Hit Blocks").asInt()
                + plan.get("Shared Read Blocks").asInt();
    }

    private static int api(String plans, String operation, String arguments) {
        return pages(plans, "/api/" + operation + ".sql", "(jsonb)", "('" + arguments + "')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom", "generic"})
    void a_search_reads_each_name_once_and_of_rows_what_it_shows(String plans) {
        assertThat(api(plans, "list-domains", "{\"limit\":25,\"query\":\"nobody\"}"))
                .isBetween(namePages / 2, namePages + 50);
        assertThat(api(plans, "list-domains", "{\"limit\":25,\"query\":\"HOST19999.\"}"))
                .isLessThan(namePages + 50);
        assertThat(api(plans, "list-domains", "{\"limit\":25,\"query\":\"host\"}"))
                .isLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom", "generic"})
    void a_page_reads_what_it_shows_the_first_as_the_last(String plans) {
        assertThat(api(plans, "list-domains", "{\"limit\":25}")).isLessThan(200);
        assertThat(api(
                        plans,
                        "list-domains",
                        "{\"limit\":25,\"enabled\":true,\"after\":\"00000000-0000-0000-0000-000000000000:host9\"}"))
                .isLessThan(200);
        assertThat(api(plans, "list-parked", "{\"limit\":25}")).isLessThan(250);
        assertThat(api(plans, "list-parked", "{\"limit\":25,\"after\":39000}")).isLessThan(250);
        assertThat(api(plans, "list-parked", "{\"limit\":25,\"scanner\":\"oldm8\"}"))
                .isLessThan(250);
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom", "generic"})
    void one_domain_is_found_without_looking_at_others(String plans) {
        var id = database.ask("SELECT id FROM cptm8domain WHERE name = 'host777.example.com'");
        assertThat(pages(plans, "/operate/domain.sql", "(uuid, text)", "(NULL, 'Host777.example.com')"))
                .isLessThan(20);
        assertThat(pages(plans, "/operate/domain.sql", "(uuid, text)", "('" + id + "', '" + id + "')"))
                .isLessThan(20);
        assertThat(api(plans, "show-domain", "{\"domain\":\"" + id + "\"}")).isLessThan(100);
        assertThat(api(plans, "list-requests", "{\"domain\":\"" + id + "\"}")).isLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom", "generic"})
    void all_scanners_are_counted_in_one_reading(String plans) {
        assertThat(api(plans, "list-scanners", "{}")).isBetween(requestPages / 2, requestPages + 100);
    }
}
