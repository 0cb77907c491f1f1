package io.cptm8.orchestratorm8.scanner;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scanner gets whose file is new, is changed, goes away and comes back. */
class RegistrationTest {

    private static final String HOURLY = "0 0 * * * ?";
    private static final String DAILY = "0 0 0 * * ?";

    private final TestDatabase database = TestDatabase.fresh();

    @AutoClose
    private PreparedDatabase prepared;

    @BeforeEach
    void domainsFromBefore() {
        database.execute(
                "INSERT INTO cptm8domain (name, enabled) VALUES ('a.example', true), ('b.example', true), ('off.example', false)");
        prepared = PreparedDatabase.of(database, scanner("one"));
    }

    @Test
    void a_new_scanner_is_asked_for_every_enabled_domain_that_was_there_before_it() {
        prepared.walk(2);

        assertThat(prepared.requests())
                .containsExactly("one|a.example|1|waiting|first start", "one|b.example|1|waiting|first start");
    }

    @Test
    void a_new_scanner_that_does_not_start_on_change_is_asked_for_none() {
        prepared.register(scanner("one"), scanner("two", false, null, Duration.ZERO));
        prepared.walk(10);

        assertThat(database.count("SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'two'"))
                .isZero();
    }

    @Test
    void a_second_start_asks_for_nothing_again() {
        prepared.walk(10);
        database.execute("UPDATE orchestratorm8.request SET state = 'done'");

        prepared.register(scanner("one"));
        prepared.walk(10);

        assertThat(prepared.requests())
                .containsExactly("one|a.example|1|done|first start", "one|b.example|1|done|first start");
    }

    @Test
    void a_scanner_added_later_is_asked_for_all_domains_and_the_others_for_none_again() {
        prepared.walk(10);
        database.execute("UPDATE orchestratorm8.request SET state = 'done'");

        prepared.register(scanner("one"), scanner("two"));
        prepared.walk(10);

        assertThat(prepared.requests())
                .containsExactly(
                        "one|a.example|1|done|first start",
                        "two|a.example|1|waiting|first start",
                        "one|b.example|1|done|first start",
                        "two|b.example|1|waiting|first start");
    }

    @Test
    void a_scanner_without_a_file_gets_no_new_requests_and_keeps_what_waits() {
        prepared.walk(10);

        prepared.register(scanner("two"));
        database.execute("INSERT INTO cptm8domain (name) VALUES ('c.example')");

        assertThat(
                        database.rows(
                                "SELECT d.name FROM orchestratorm8.request r JOIN cptm8domain d ON d.id = domain_id WHERE scanner = 'one' ORDER BY 1"))
                .containsExactly("a.example", "b.example");
    }

    @Test
    void a_scanner_that_loses_its_file_in_the_middle_of_its_pass_ends_the_pass() {
        prepared.register(scanner("two", false, null, Duration.ZERO));
        prepared.walk(10);

        assertThat(prepared.requests()).isEmpty();
    }

    @Test
    void a_scanner_whose_file_comes_back_is_asked_for_the_domains_that_came_meanwhile() {
        prepared.walk(10);
        database.execute("UPDATE orchestratorm8.request SET state = 'done'");
        prepared.register();
        // before the place where its last pass ended
        database.execute(
                "INSERT INTO cptm8domain (id, name) VALUES ('00000000-0000-0000-0000-000000000001', 'c.example')");

        prepared.register(scanner("one"));
        prepared.walk(10);

        assertThat(prepared.requests())
                .containsExactly(
                        "one|a.example|1|done|first start",
                        "one|b.example|1|done|first start",
                        "one|c.example|1|waiting|first start");
    }

    @Test
    void a_scanner_whose_file_comes_back_is_asked_for_the_domains_that_were_enabled_meanwhile() {
        prepared.walk(10);
        database.execute("UPDATE cptm8domain SET enabled = false WHERE name = 'a.example'");
        prepared.register();
        database.execute("UPDATE cptm8domain SET enabled = true WHERE name = 'a.example'");

        prepared.register(scanner("one"));
        prepared.walk(10);

        assertThat(prepared.requests())
                .containsExactly("one|a.example|2|waiting|first start", "one|b.example|1|waiting|first start");
    }

    /** Its trigger did not see the scanner, and the pass would not see its domain. */
    @Test
    void a_writer_who_is_in_the_middle_of_a_transaction_is_not_missed_by_a_new_scanner() throws SQLException {
        prepared.walk(10);
        try (var writer = database.connect();
                var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO cptm8domain (name) VALUES ('c.example')");

            prepared.register(scanner("one"));
            assertThatThrownBy(() -> prepared.register(scanner("one"), scanner("two")))
                    .hasMessageContaining("lock timeout");
            prepared.walk(10);
            writer.commit();
        }
        prepared.register(scanner("one"), scanner("two"));
        prepared.walk(10);

        assertThat(database.rows("SELECT count(*) FROM orchestratorm8.request GROUP BY scanner"))
                .containsExactly("3", "3");
    }

    @Test
    void a_scanner_whose_file_comes_back_has_its_schedule_again() {
        prepared.register(scanner("one", true, HOURLY, Duration.ZERO));
        prepared.register();
        assertThat(fire()).isNull();

        prepared.register(scanner("one", true, HOURLY, Duration.ZERO));

        assertThat(fire()).isNotNull();
    }

    @Test
    void a_start_keeps_the_next_fire_time_of_the_same_schedule_even_when_it_is_past() {
        prepared.register(scanner("one", true, HOURLY, Duration.ZERO));
        database.execute("UPDATE orchestratorm8.scanner SET next_rescan_at = '2020-01-01T00:00:00Z'");

        prepared.register(scanner("one", true, HOURLY, Duration.ZERO));
        assertThat(fire()).startsWith("2020");

        prepared.register(scanner("one", true, DAILY, Duration.ZERO));
        assertThat(fire()).as("of another schedule").doesNotStartWith("2020");

        prepared.register(scanner("one"));
        assertThat(fire()).as("of none").isNull();
    }

    @Test
    void the_hours_of_a_schedule_are_those_of_utc_wherever_this_runs() {
        var zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        try {
            prepared.register(scanner("one", true, "0 30 3 * * ?", Duration.ZERO));
        } finally {
            TimeZone.setDefault(zone);
        }

        assertThat(
                        database.rows(
                                "SELECT (next_rescan_at AT TIME ZONE 'UTC')::time, next_rescan_at BETWEEN now() AND now() + interval '1 day 1 minute' FROM orchestratorm8.scanner WHERE name = 'one'"))
                .containsExactly("03:30:00|t");
    }

    @Test
    void the_shortest_interval_is_that_of_the_file_at_the_latest_start() {
        prepared.register(scanner("one"), scanner("two", true, null, Duration.ofMinutes(15)));
        assertThat(shortestIntervals()).containsExactly("one|00:00:00", "two|00:15:00");

        prepared.register(scanner("one", true, null, Duration.ofMillis(250)), scanner("two"));
        assertThat(shortestIntervals()).containsExactly("one|00:00:00.25", "two|00:00:00");
    }

    private List<String> shortestIntervals() {
        return database.rows("SELECT name, min_interval FROM orchestratorm8.scanner ORDER BY name");
    }

    private String fire() {
        return database.ask("SELECT next_rescan_at FROM orchestratorm8.scanner WHERE name = 'one'");
    }
}
