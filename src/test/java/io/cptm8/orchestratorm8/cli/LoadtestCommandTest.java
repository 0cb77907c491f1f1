package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LoadtestCommandTest {

    @TempDir
    private Path temporary;

    private DrivenInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new DrivenInstance(temporary);
    }

    @AfterEach
    void end() {
        instance.close();
    }

    @Test
    void all_are_accepted_measured_and_removed_and_nobody_elses() throws IOException {
        var run = instance.run("--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("every request has come to its end", "300 domains", "Removed 300 domains of this run.")
                .containsPattern("takeoverm8 +300 accepted +in [\\d.]+ s, [\\d,]+/s")
                .containsPattern("commit to accepted, at most +[\\d.]+ m?s +[\\d.]+ m?s +[\\d.]+ m?s +[\\d.]+ m?s")
                .containsPattern("until claimed +[\\d.]+ m?s")
                .containsPattern("asmm8 +[\\d,]+ accepted");
        // In lines, as there is no terminal; and what it is about to do.
        assertThat(run.err())
                .containsPattern("takeoverm8 +300 +qtakeoverm8 +0 +300 messages")
                .containsPattern("(?m)^100 %  300 written, 600 accepted")
                .contains("rabbitmqctl purge_queue qtakeoverm8")
                .doesNotContain("\u001b", "\r");
        instance.assertOnlyOwnAreLeft();
        assertThat(instance.wire.drain("qtakeoverm8")).hasSize(300);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("loadtest"));
    }

    @Test
    void with_one_scanner_named_no_other_is_asked_and_json_says_the_same() throws IOException {

        var run = instance.run("--yes", "--scanner", "takeoverm8", "--json", "--batch", "50");

        assertThat(run.exitCode()).as(run.err()).isZero();
        var json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("scanners").findValuesAsText("name")).containsExactly("takeoverm8");
        var scanner = json.path("scanners").path(0);
        assertThat(scanner.path("answered").asInt()).isEqualTo(300);
        assertThat(scanner.path("atMost").path("count").asInt()).isEqualTo(300);
        assertThat(scanner.path("atMost").path("p50").asLong())
                .isPositive()
                .isGreaterThanOrEqualTo(scanner.path("atLeast").path("p50").asLong())
                .isLessThanOrEqualTo(scanner.path("atMost").path("max").asLong());
        assertThat(json.path("transactions").path("count").asInt()).isEqualTo(6);
        assertThat(instance.wire.drain("qtakeoverm8")).hasSize(300);
        assertThat(instance.wire.drain("qasmm8")).isEmpty();
        instance.assertOnlyOwnAreLeft();
    }

    @Test
    void a_scanner_that_does_not_start_on_change_can_be_asked_too() {
        instance.database.execute("UPDATE orchestratorm8.scanner SET on_change = false WHERE name = 'takeoverm8'");

        var run = instance.run("--yes", "--scanner", "takeoverm8");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).containsPattern("takeoverm8 +300 accepted");
        assertThat(instance.wire.drain("qasmm8")).isEmpty();
        instance.assertOnlyOwnAreLeft();
    }

    @Test
    void requests_that_are_not_answered_end_with_1_are_counted_and_are_removed() {
        instance.wire.unbind("qtakeoverm8", "cptm8", "cptm8.takeoverm8.#");

        var run = instance.run("--yes", "--real-scanners", "--scanner", "takeoverm8", "--patience", "3");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "nothing was answered any more",
                        "takeoverm8: 300 waiting, unroutable: no queue is bound for the key",
                        "312 NO_ROUTE",
                        "Removed 300 domains of this run.")
                .doesNotContain("commit to accepted");
        instance.assertOnlyOwnAreLeft();
    }

    @Test
    void requests_that_end_otherwise_than_accepted_end_with_1_and_are_counted() throws IOException {
        try (var child = instance.beginEndless()) {
            instance.database.execute(
                    "UPDATE cptm8domain SET enabled = false WHERE companyname LIKE 'orchestratorm8 loadtest%'"
                            + " AND name NOT LIKE 'd1.r0badcafe%'");

            assertThat(child.awaitEnd()).as(child.output()).isEqualTo(1);
            assertThat(child.standardOutput())
                    .contains("every request has come to its end", "nobody8: 300 cancelled: something disabled these");
        }
        instance.assertOnlyOwnAreLeft();
    }
}
