package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.Cli;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code parked retry} and {@code parked drop} change, and what they refuse. */
@Timeout(60)
class ParkedChangeTest {

    @TempDir
    private Path temporary;

    private ParkedPlace place;

    @BeforeEach
    void prepare() throws IOException {
        place = new ParkedPlace(temporary);
    }

    @AfterEach
    void end() {
        place.close();
    }

    @Test
    void retry_asks_again_for_the_requests_that_are_named() {
        var first = place.park("num8", "a.example", "x");
        var second = place.park("num8", "b.example", "x");
        var third = place.park("num8", "c.example", "x");

        var retry = place.run("retry", "" + first, "" + third, "" + first);
        assertThat(retry.exitCode()).as(retry.err()).isZero();
        assertThat(retry.out())
                .isEqualToIgnoringNewLines(
                        "Request %d waits again: scanner num8, a.example.Request %d waits again: scanner num8, c.example."
                                .formatted(first, third));
        assertThat(place.database.ask(
                        "SELECT generation FROM orchestratorm8.request WHERE state = 'waiting' AND id = " + first))
                .isEqualTo("2");
        assertThat(place.state(second)).isEqualTo("parked");
        assertThat(place.state(third)).isEqualTo("waiting");
    }

    @Test
    void what_is_not_parked_is_told_and_the_rest_is_done() throws IOException {
        var parked = place.park("num8", "a.example", "x");
        var waiting = place.waiting("b.example");

        var retry = place.run("retry", "" + waiting, "99999", "" + parked);
        assertThat(retry.exitCode()).isEqualTo(1);
        assertThat(retry.err())
                .contains("Request " + waiting + " is not parked: it is waiting.", "There is no request 99999.");
        assertThat(place.state(parked)).isEqualTo("waiting");

        var again = place.run("retry", "" + parked, "--json");
        assertThat(again.exitCode()).isEqualTo(1);
        var json = new ObjectMapper().readTree(again.out());
        assertThat(json.path("retried")).isEmpty();
        assertThat(json.at("/notParked/0/request").asLong()).isEqualTo(parked);
        assertThat(json.at("/notParked/0/state").asText()).isEqualTo("waiting");
    }

    @Test
    void who_changed_what_is_in_the_audit_and_so_is_what_was_not_parked() {
        var first = place.park("num8", "a.example", "x");
        var second = place.park("num8", "b.example", "x");

        place.run("retry", "" + first, "99999", "--as", "ann@desk");
        place.run("drop", "" + second, "--why", "not ours");

        assertThat(place.database.rows(
                        "SELECT who, via, action, object, outcome, detail FROM orchestratorm8.audit ORDER BY id"))
                .satisfiesExactly(
                        done -> assertThat(done).isEqualTo("ann@desk|cli|parked retry|1 request|done|" + first),
                        refused -> assertThat(refused)
                                .isEqualTo("ann@desk|cli|parked retry|1 request|refused|not parked: 99999"),
                        dropped -> assertThat(dropped)
                                .matches(System.getProperty("user.name")
                                        + "@.+\\|cli\\|parked drop\\|1 request\\|done\\|not ours: " + second));
    }

    @Test
    void retry_takes_a_domain_a_scanner_or_all() {
        place.park("num8", "a.example", "x");
        place.park("certm8", "a.example", "x");
        place.park("num8", "b.example", "x");
        place.park("certm8", "c.example", "x");

        assertThat(place.run("retry", "--domain", "a.example").out().lines()).hasSize(2);
        assertThat(place.parked()).isEqualTo(2);
        assertThat(place.run("retry", "--scanner", "certm8", "--yes").out()).contains("scanner certm8, c.example.");
        assertThat(place.parked()).isEqualTo(1);
        assertThat(place.run("retry", "--all", "--yes").exitCode()).isZero();
        assertThat(place.parked()).isZero();
    }

    @Test
    void more_than_a_page_is_changed_to_the_last() throws IOException {
        place.database.execute(
                "INSERT INTO cptm8domain (name) SELECT 'd' || i || '.example' FROM generate_series(1, 1201) i");
        place.database.execute("UPDATE orchestratorm8.request SET state = 'parked', receipt_at = now()");

        var drop = place.run("drop", "--all", "--yes", "--json", "--why", "too many");
        assertThat(drop.exitCode()).as(drop.err()).isZero();
        assertThat(new ObjectMapper().readTree(drop.out()).path("dropped")).hasSize(2402);
        assertThat(place.parked()).isZero();
    }

    @Test
    void drop_gives_up_and_keeps_why() {
        var first = place.park("num8", "a.example", "x");
        var second = place.park("certm8", "a.example", "x");

        var drop = place.run("drop", "" + first, "--why", "not ours");
        assertThat(drop.exitCode()).isZero();
        assertThat(drop.out()).contains("Request " + first + " is cancelled: scanner num8, a.example.");
        assertThat(place.database.ask(
                        "SELECT last_error FROM orchestratorm8.request WHERE state = 'cancelled' AND id = " + first))
                .isEqualTo("dropped: not ours");
        assertThat(place.run("drop", "--domain", "a.example", "--why", "nor this")
                        .exitCode())
                .isZero();
        assertThat(place.state(second)).isEqualTo("cancelled");
    }

    @Test
    void drop_wants_a_reason() {
        var request = "" + place.park("num8", "a.example", "x");

        assertUnchanged(place.run("drop", request), "--why");
        assertUnchanged(place.run("drop", request, "--why", " "), "give a reason of 1 to 200 characters");
        assertUnchanged(place.run("drop", request, "--why", "x".repeat(201)), "give a reason of 1 to 200 characters");
    }

    @Test
    void exactly_one_way_of_choosing_is_required() {
        var request = "" + place.park("num8", "a.example", "x");
        var refusal = "Say which ones in exactly one way";

        assertUnchanged(place.run("retry"), refusal);
        assertUnchanged(place.run("retry", "--yes"), refusal);
        assertUnchanged(place.run("retry", request, "--all", "--yes"), refusal);
        assertUnchanged(place.run("retry", "--domain", "a.example", "--scanner", "num8", "--yes"), refusal);
        assertUnchanged(place.run("drop", "--why", "x"), refusal);
        assertUnchanged(place.run("retry", "a.example"), "a.example");
    }

    @Test
    void without_a_terminal_a_scanner_and_all_need_yes() {
        place.park("num8", "a.example", "x");

        assertUnchanged(
                place.run("retry", "--all"),
                "Retry the 1 parked request in database "
                        + place.database.address().name(),
                "Nobody can be asked here; add --yes if that is meant.",
                "Nothing was changed.");
        assertUnchanged(
                place.run("drop", "--scanner", "num8", "--why", "x"), "Drop the 1 parked request of scanner num8 in");
    }

    @Test
    void a_filter_that_finds_nothing_says_so() throws IOException {
        place.park("num8", "a.example", "x");

        var none = place.run("retry", "--domain", "b.example");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("Nothing is parked for a domain b.example. Nothing was changed.");
        var json = place.run("drop", "--scanner", "asmm8", "--yes", "--why", "x", "--json");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.err()).contains("Nothing is parked for a scanner asmm8. Nothing was changed.");
        assertThat(new ObjectMapper().readTree(json.out()).path("dropped").isEmpty())
                .isTrue();
        assertThat(place.parked()).isEqualTo(1);
    }

    @Test
    void a_row_that_somebody_holds_is_not_waited_for_long() throws SQLException {
        var request = place.park("num8", "a.example", "x");
        try (var writer = place.database.connect();
                var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("SELECT FROM orchestratorm8.request WHERE id = " + request + " FOR UPDATE");

            assertUnchanged(place.run("retry", "" + request), "Somebody has a lock", "Run this again in a moment.");
        }
        assertThat(place.run("retry", "" + request).exitCode()).isZero();
    }

    private void assertUnchanged(Cli refused, String... texts) {
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(texts);
        assertThat(place.parked()).isEqualTo(1);
    }
}
