package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LoadtestRemovalTest {

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
    void a_run_that_is_stopped_removes_what_it_wrote_and_keeps_the_signals_code() throws IOException {
        try (var child = instance.beginEndless()) {
            assertRefusedWhileAnotherRuns();

            assertThat(child.terminate()).isEqualTo(143);

            assertThat(child.standardError()).contains("Interrupted: removing what was written.");
            assertThat(child.standardOutput()).contains("interrupted.", "Removed 300 domains of this run.");
        }
        instance.assertOnlyOwnAreLeft();
    }

    private void assertRefusedWhileAnotherRuns() {
        var second = instance.run("--yes");
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err()).contains("Another load test has database");
        var clean = instance.run("--clean");
        assertThat(clean.exitCode()).isEqualTo(2);
        assertThat(instance.database.count(DrivenInstance.OURS)).isEqualTo(300);
    }

    @Test
    void what_a_killed_run_left_is_removed_by_clean_and_by_the_next_run() throws IOException {
        killOne();
        // Somebody has made one of them theirs.
        instance.database.execute("UPDATE cptm8domain SET companyname = 'Shop' WHERE name LIKE 'd7.r%'");
        var clean = instance.run("--clean");
        assertThat(clean.exitCode()).as(clean.err()).isZero();
        assertThat(clean.out()).contains("Removed 299 domains of 1 earlier run.");
        assertThat(instance.database.ask("DELETE FROM cptm8domain WHERE name LIKE 'd7.r%' RETURNING companyname"))
                .isEqualTo("Shop");
        instance.assertOnlyOwnAreLeft();
        assertThat(instance.run("--clean").out()).contains("Nothing was left.");

        // As a pass over the domains can leave it that read them just before they went.
        instance.database.execute("INSERT INTO orchestratorm8.request (domain_id, scanner, reason) VALUES"
                + " ('0badf00d-10ad-8e57-8000-000000000001', 'nobody8', 'schedule')");
        assertThat(instance.run("--clean").out()).contains("Removed 0 domains of 1 earlier run.");
        instance.assertOnlyOwnAreLeft();

        killOne();
        var next = instance.run("--yes", "--scanner", "asmm8");
        assertThat(next.exitCode()).as(next.out() + next.err()).isZero();
        assertThat(next.err())
                .contains(
                        "First, 300 domains are removed that earlier runs left",
                        "Removed 300 domains of 1 earlier run.");
        instance.assertOnlyOwnAreLeft();
    }

    private void killOne() throws IOException {
        try (var child = instance.beginEndless()) {
            child.close();
            child.awaitEnd();
        }
        // The server notices that its session is gone, and gives up the lock.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> instance.database.count(
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'orchestratorm8 loadtest'")
                        == 0);
        assertThat(instance.database.count(DrivenInstance.OURS)).isEqualTo(300);
    }

    @Test
    void a_writer_that_is_refused_ends_the_run_with_1_and_what_was_written_is_removed() {
        instance.database.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.name LIKE 'd200.%' THEN RAISE EXCEPTION 'not this one'; END IF; RETURN NEW;
                END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON cptm8domain FOR EACH ROW EXECUTE FUNCTION refuse()""");

        var run = instance.run("--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("it failed, for the reason below", "A writer was refused: ERROR: not this one");
        instance.assertOnlyOwnAreLeft();
    }
}
