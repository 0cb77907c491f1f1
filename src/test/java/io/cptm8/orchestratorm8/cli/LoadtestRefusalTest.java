package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.DefaultConsumer;
import io.cptm8.orchestratorm8.testing.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LoadtestRefusalTest {

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
    void what_is_not_named_meant_or_possible_is_refused_and_nothing_is_written() {
        var name = instance.database.address().name();

        instance.assertRefused(
                Cli.run(instance.application.home(), "loadtest", "--yes"),
                "the settings point to database " + name + " at 127.0.0.1:",
                "--database " + name);
        instance.assertRefused(
                Cli.run(instance.application.home(), "loadtest", "--yes", "--database", "cptm8x"),
                "--database cptm8x is not where the settings point to: that is database " + name);
        instance.assertRefused(
                instance.run(), "300 domains", "Nobody can be asked here", "add --yes", "Nothing was written.");
        instance.assertRefused(
                instance.run("--yes", "--scanner", "nikto8"),
                "There is no scanner nikto8",
                "Name one with --scanner: asmm8, ");
        instance.assertRefused(instance.run("--batch", "0"), "--batch 0: it can be 1 to 10000. Nothing was written.");
        instance.assertRefused(instance.run("--patience", "3601"), "--patience 3601: it can be 1 to 3600");
        instance.assertRefused(
                Cli.run(instance.application.home(), "loadtest", "--domains=1000001"),
                "--domains 1000001: it can be 1 to 1000000");
        instance.assertRefused(
                Cli.run(instance.application.home(), "loadtest", "--concurrency=201"),
                "--concurrency 201: it can be 1 to 200");
        instance.database.execute("UPDATE orchestratorm8.scanner SET on_change = false");
        instance.assertRefused(instance.run("--yes"), "No scanner starts on change", "--scanner");
        instance.application.close();
        // PostgreSQL ends a session a moment after its client did.
        await().until(() -> instance.database.count("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND application_name = 'orchestratorm8 listen'")
                == 0);
        instance.assertRefused(
                instance.run("--yes"), "No OrchestratorM8 works on this database", "orchestratorm8 launch");
    }

    @Test
    void a_scanner_that_listens_is_not_sent_anything_unless_that_is_meant() throws IOException {
        instance.wire.channel().basicConsume("qasmm8", true, new DefaultConsumer(instance.wire.channel()));

        // Not asked, but a round of the ring would look at the domains, whoever begins it.
        instance.assertRefused(
                instance.run("--yes", "--scanner", "takeoverm8"),
                "asmm8 would really scan these domains",
                "--real-scanners");

        assertThat(instance.run("--yes", "--scanner", "takeoverm8", "--real-scanners")
                        .exitCode())
                .isZero();
        instance.assertOnlyOwnAreLeft();
    }

    @Test
    void a_user_without_the_rights_is_told_the_grants() throws IOException {
        instance.database.executeAsSuperuser(
                "CREATE ROLE reads LOGIN PASSWORD '%s'; GRANT SELECT ON cptm8domain TO reads;"
                        .formatted(instance.database.address().password()));
        Files.writeString(temporary.resolve("secrets/postgresql_username"), "reads");
        try {
            instance.assertRefused(
                    instance.run("--yes"),
                    "\"reads\" may not do on",
                    "GRANT USAGE ON SCHEMA orchestratorm8 TO reads;",
                    "GRANT SELECT, INSERT, DELETE ON \"public\".cptm8domain TO reads;",
                    "GRANT SELECT, DELETE ON orchestratorm8.request TO reads;");
        } finally {
            instance.database.executeAsSuperuser("DROP OWNED BY reads; DROP ROLE reads;");
        }
    }
}
