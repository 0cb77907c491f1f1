package io.cptm8.orchestratorm8.dispatch;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which receipt is stored for a request, and what it means to it. */
class SettleTest {

    private static final String CLAIM = "00000000-0000-0000-0000-00000000000a";
    /** State, receipt, whether it was accepted, whether it comes again in a second or two, and possible repeats. */
    private static final String OUTCOME = """
            SELECT state, receipt, accepted_at IS NOT NULL, state = 'waiting'
                AND due_at BETWEEN receipt_at + interval '990 ms' AND receipt_at + interval '1010 ms', repeats, claim
            FROM orchestratorm8.request""";

    @AutoClose
    private final PreparedDatabase prepared = PreparedDatabase.of(TestDatabase.fresh(), scanner("one"));

    @ParameterizedTest
    @CsvSource({
        "accepted, done|accepted|t|f|0|null",
        "already waiting, waiting|already waiting|f|t|0|null",
        "unroutable, waiting|unroutable|f|t|0|null",
        "unknown, waiting|unknown|f|t|1|null"
    })
    void a_domain_of_its_own_message_comes_again_unless_the_message_was_accepted(String receipt, String outcome) {
        claim();
        SqlFile.settle(CLAIM, receipt, id()).rows(prepared.pool());

        assertThat(prepared.database().rows(OUTCOME)).containsExactly(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, done|accepted|t|f|0|null",
        "already waiting, done|already waiting|f|f|0|null",
        "unroutable, waiting|unroutable|f|t|0|null",
        "unknown, waiting|unknown|f|t|1|null",
        "released, waiting|null|f|f|0|null"
    })
    void a_start_that_waits_already_will_read_the_domain_too(String receipt, String outcome) {
        claim();
        SqlFile.named("settle-start")
                .with("${body.claims}", "{" + CLAIM + "}")
                .with("${body.verdict}", receipt)
                .with("${body.error}", "")
                .with("scanner", "one")
                .with("retryDelay", 1)
                .with("retryMaximum", 60)
                .rows(prepared.pool());

        assertThat(prepared.database().rows(OUTCOME)).containsExactly(outcome);
    }

    private void claim() {
        prepared.database().execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
        assertThat(SqlFile.claim("one", CLAIM, 10).rows(prepared.pool())).hasSize(1);
    }

    private long id() {
        return Long.parseLong(prepared.database().ask("SELECT id FROM orchestratorm8.request"));
    }
}
