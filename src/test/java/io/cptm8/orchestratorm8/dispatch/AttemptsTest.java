package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which attempts count against a request. */
class AttemptsTest {

    private static final String CLAIM = "00000000-0000-0000-0000-000000000001";

    private final TestDatabase database = TestDatabase.fresh();
    private PreparedDatabase prepared;

    @BeforeEach
    void oneRequest() {
        prepared = PreparedDatabase.of(database, PreparedDatabase.scanner("one"));
        database.execute("INSERT INTO cptm8domain (name) VALUES ('a.example')");
    }

    @AfterEach
    void end() {
        prepared.close();
    }

    @Test
    void so_many_that_are_not_sent_park_it() {
        assertThat(after("not sent")).isEqualTo("waiting");
        assertThat(after("not sent")).isEqualTo("waiting");
        assertThat(after("not sent")).isEqualTo("parked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unroutable", "unknown", "failed", "already waiting", "released"})
    void what_is_no_matter_of_its_own_never_does(String verdict) {
        for (var time = 0; time < 10; time++) {
            assertThat(after(verdict)).isEqualTo("waiting");
        }
        assertThat(after("not sent")).isEqualTo("waiting");
    }

    @Test
    void a_new_wish_has_all_of_them_again() {
        after("not sent");
        after("not sent");
        database.execute("UPDATE cptm8domain SET name = 'b.example'");

        assertThat(after("not sent")).isEqualTo("waiting");
        assertThat(after("not sent")).isEqualTo("waiting");
        assertThat(after("not sent")).isEqualTo("parked");
    }

    @Test
    void a_failure_whose_cause_is_a_service_that_is_away_is_no_matter_of_the_request() {
        assertThat(Blame.verdict(new RuntimeException(new SQLException("away"))))
                .isEqualTo(Verdict.FAILED);
        assertThat(Blame.verdict(new RuntimeException(new ConnectException("refused"))))
                .isEqualTo(Verdict.FAILED);
        assertThat(Blame.verdict(new RuntimeException(new IllegalStateException("no such column"))))
                .isEqualTo(Verdict.NOT_SENT);
    }

    /** The state after a claim that ends with this; three attempts are allowed. */
    private String after(String verdict) {
        database.execute("UPDATE orchestratorm8.request SET due_at = now() - interval '1 s'");
        SqlFile.claim("one", CLAIM, 10).rows(prepared.pool());
        SqlFile.named("settle")
                .with("attempts", 3)
                .with("claim", CLAIM)
                .with("waitingSatisfies", false)
                .with("retryDelay", 1)
                .with("retryMaximum", 60)
                .with("${body.requests}", "{" + database.ask("SELECT id FROM orchestratorm8.request") + "}")
                .with("${body.verdicts}", "{\"" + verdict + "\"}")
                .with("${body.errors}", "{NULL}")
                .rows(prepared.pool());
        return database.ask("SELECT state FROM orchestratorm8.request");
    }
}
