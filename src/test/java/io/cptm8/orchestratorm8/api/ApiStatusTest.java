package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.api.Client.json;
import static io.cptm8.orchestratorm8.api.KeyedApplication.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a domain is not being scanned is the same by the command, over HTTP by its name, and by its id as the page asks. */
class ApiStatusTest {

    private static final String NAME = "shop.example.com";

    @TempDir
    private static Path home;

    private static KeyedApplication application;
    private static TestDatabase database;
    private static Client client;

    @BeforeAll
    static void start() {
        // What the watch would make of hops that are written here is not what this is about.
        application =
                new KeyedApplication(home, each -> each.edit("routes/watch.yaml", "0/5 * * * * ?", "0 0 0 1 1 ?"));
        database = application.database();
        client = application.as(VIEWER);
        // No route of this name claims what is asked of it.
        database.execute("INSERT INTO orchestratorm8.scanner (name, on_change) VALUES ('certm8', true)");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "disabled       | UPDATE cptm8domain SET enabled = false | disabled",
                "parked         | UPDATE orchestratorm8.request SET state = 'parked', receipt_at = now(), last_error = 'the name ends in a number' | the name ends in a number",
                "cooling down   | UPDATE orchestratorm8.request SET due_at = now() + interval '1 h' | until",
                "waiting        | UPDATE orchestratorm8.request SET due_at = now() | \"\"\"position\"\":1\"",
                "waiting        | UPDATE orchestratorm8.hop SET begun_at = now() - interval '42 min' | \"\"\"scanner\"\":\"\"naabum8\"\"\"",
                "next round     | UPDATE orchestratorm8.request SET receipt = 'ring busy', due_at = 'infinity', last_error = 'run 12 is at naabum8' | run 12 is at naabum8",
                "trying again   | UPDATE orchestratorm8.request SET attempt = 1, due_at = now() + interval '1 min', last_error = 'the queue refused it (nack): it is full' | it is full",
                "trying again   | UPDATE orchestratorm8.request SET attempt = 3, due_at = now() + interval '1 min', last_error = '312 NO_ROUTE' | 312 NO_ROUTE",
                "waiting        | UPDATE orchestratorm8.hop SET state = 'stuck', why = 'its start waits in qasmm8 and nobody consumes that' | nobody consumes that",
                "held           | SELECT orchestratorm8.hold_scanner('certm8', 'a move', 'ann@desk', 'sql', '2100-01-01T00:00Z') | ann@desk",
            })
    void in_each_state_the_answer_is_the_commands(String state, String change, String has) {
        database.execute("DELETE FROM cptm8domain");
        database.execute("DELETE FROM orchestratorm8.hold");
        database.execute("TRUNCATE orchestratorm8.run, orchestratorm8.hop, orchestratorm8.hand_over");
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + NAME + "')");
        database.execute(
                "INSERT INTO orchestratorm8.run (ring, begun_at, begun_by) VALUES ('asmm8', now(), 'somebody')");
        database.execute(
                "INSERT INTO orchestratorm8.hop (run, scanner, begun_at) SELECT id, 'naabum8', now() FROM orchestratorm8.run");
        if (change.startsWith("SELECT")) {
            database.ask(change);
        } else {
            database.execute(change);
        }
        var id = database.ask("SELECT id FROM cptm8domain");
        // Until the ring's own request has come to rest.
        await().untilAsserted(() -> {
            var answer = json(client.get("/api/domains/" + NAME + "/status"));
            assertThat(answer).isEqualTo(json(client.get("/api/domains/" + id + "/status")));
            assertThat(answer.toString()).isEqualTo(application.why(NAME).toString());
            assertThat(answer.toString()).contains(has);
            assertThat(answer.at("/scanners/1/scanner").asText()).isEqualTo("certm8");
            assertThat(answer.at("/scanners/1/state").asText()).isEqualTo(state);
        });
    }
}
