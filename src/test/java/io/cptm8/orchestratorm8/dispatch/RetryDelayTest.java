package io.cptm8.orchestratorm8.dispatch;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a request is due again, whether its domain had a message of its own or a start answers it. */
class RetryDelayTest {

    private static final String CLAIM = "00000000-0000-0000-0000-00000000000a";

    @AutoClose
    private final PreparedDatabase prepared = PreparedDatabase.of(TestDatabase.fresh(), scanner("one"));

    private final TestDatabase database = prepared.database();

    @BeforeEach
    void oneRequest() {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
    }

    @ParameterizedTest
    @CsvSource({
        "settle, unroutable",
        "settle, unknown",
        "settle, failed",
        "settle, not sent",
        "settle, already waiting",
        "settle-start, unroutable",
        "settle-start, unknown",
        "settle-start, failed",
        "settle-start, not sent"
    })
    void each_attempt_in_vain_doubles_the_wait_for_the_next_up_to_the_maximum(String statement, String verdict) {
        assertThat(tensOfSecondsUntilTheNext(statement, verdict, 1)).isEqualTo(1);
        assertThat(tensOfSecondsUntilTheNext(statement, verdict, 2)).isEqualTo(2);
        assertThat(tensOfSecondsUntilTheNext(statement, verdict, 3)).isEqualTo(4);
        assertThat(tensOfSecondsUntilTheNext(statement, verdict, 4)).isEqualTo(7);
        assertThat(tensOfSecondsUntilTheNext(statement, verdict, 5)).isEqualTo(7);
    }

    /** Doubled that often a delay is no number any more, and a settlement that fails is never written. */
    @ParameterizedTest
    @ValueSource(strings = {"settle", "settle-start"})
    void after_any_number_of_attempts_the_wait_is_the_maximum(String statement) {
        assertThat(tensOfSecondsUntilTheNext(statement, "unknown", 1_000_000)).isEqualTo(7);
    }

    /** It is from there that the shortest interval between two messages of one domain counts. */
    @ParameterizedTest
    @CsvSource({
        "settle, accepted, t",
        "settle, already waiting, f",
        "settle, unroutable, f",
        "settle, unknown, f",
        "settle-start, accepted, t",
        "settle-start, already waiting, f",
        "settle-start, unknown, f"
    })
    void only_an_acceptance_has_its_time_kept(String statement, String verdict, String kept) {
        settle(statement, verdict, 1);

        assertThat(database.ask("SELECT coalesce(accepted_at > requested_at, false) FROM orchestratorm8.request"))
                .isEqualTo(kept);
    }

    @Test
    void the_time_of_an_acceptance_is_kept_when_the_next_attempt_is_in_vain() {
        settle("settle", "accepted", 1);
        var accepted = database.ask("SELECT accepted_at FROM orchestratorm8.request");
        settle("settle", "unknown", 1);

        assertThat(database.ask("SELECT accepted_at FROM orchestratorm8.request"))
                .isEqualTo(accepted);
    }

    /** With a first delay of ten seconds and seventy at most. */
    private int tensOfSecondsUntilTheNext(String statement, String verdict, int attempt) {
        settle(statement, verdict, attempt);
        return database.count(
                "SELECT round(extract(epoch FROM due_at - receipt_at) / 10)::int FROM orchestratorm8.request WHERE state = 'waiting' AND claim IS NULL");
    }

    private void settle(String statement, String verdict, int attempt) {
        database.execute("UPDATE orchestratorm8.request SET state = 'waiting', claim = '%s', attempt = %d"
                .formatted(CLAIM, attempt));
        SqlFile.named(statement)
                .with("claim", CLAIM)
                .with("scanner", "one")
                .with("waitingSatisfies", false)
                .with("retryDelay", 10)
                .with("retryMaximum", 70)
                .with("attempts", 1000)
                .with("${body.requests}", "{" + database.ask("SELECT id FROM orchestratorm8.request") + "}")
                .with("${body.verdicts}", "{\"" + verdict + "\"}")
                .with("${body.errors}", "{NULL}")
                .with("${body.claims}", "{" + CLAIM + "}")
                .with("${body.verdict}", verdict)
                .with("${body.error}", "")
                .rows(prepared.pool());
    }
}
