package io.cptm8.orchestratorm8.dispatch;

import static io.cptm8.orchestratorm8.testing.PreparedDatabase.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.SqlFile;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class ClaimOrderTest {

    private static final String CLAIM = "00000000-0000-0000-0000-00000000000a";

    /** Otherwise new requests, which come first in the table, could keep a retry waiting for ever. */
    @Test
    void what_has_been_due_for_longest_is_claimed_first_wherever_it_is_in_the_table() {
        try (var prepared = PreparedDatabase.of(TestDatabase.fresh(), scanner("one"))) {
            var database = prepared.database();
            database.execute(
                    "INSERT INTO cptm8domain (name) VALUES ('d1.example'), ('d2.example'), ('d3.example'), ('d4.example')");
            database.execute("""
                    UPDATE orchestratorm8.request r SET due_at = now() - substr(d.name, 2, 1)::int * interval '1 minute'
                    FROM cptm8domain d WHERE d.id = r.domain_id""");
            // As insertions left them, d1 first.
            database.execute("CLUSTER orchestratorm8.request USING request_pkey");

            assertThat(SqlFile.claim("one", CLAIM, 2).rows(prepared.pool()))
                    .hasSize(2)
                    .anySatisfy(row -> assertThat(row).contains("d4.example"))
                    .anySatisfy(row -> assertThat(row).contains("d3.example"));
        }
    }
}
