package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a source checkout the files that people edit are the files that are read. */
class SourceFolderTest {

    @TempDir
    private Path checkout;

    private Path home;
    private Installation edited;

    @BeforeEach
    void check_out() throws IOException {
        edited = Installation.in(checkout);
        home = Files.createDirectories(checkout.resolve("target/orchestratorm8"));
        Installation.in(home);
        System.setProperty("orchestratorm8.source", checkout.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("orchestratorm8.source");
    }

    @Test
    void a_route_that_is_saved_in_the_checkout_is_the_one_that_is_read() {
        edited.edit("routes/scanners/num8.yaml", "name: onChange", "name: onChnage");

        assertThat(Cli.run(home, "check").out()).startsWith(checkout + "/routes/scanners/num8.yaml:11:17:");
    }

    @Test
    void so_are_settings() {
        edited.edit("application.properties", "dispatch.batch = 1000", "dispatch.batch = 0");

        assertThat(Cli.run(home, "check").out()).startsWith(checkout + "/application.properties:");
    }

    @Test
    void a_new_scanner_is_written_there() {
        Cli.run(home, "new-scanner", "certm8", "--yes");

        assertThat(checkout.resolve("routes/scanners/certm8.yaml")).exists();
        assertThat(home.resolve("routes/scanners/certm8.yaml")).doesNotExist();
    }

    @Test
    void its_scanners_are_the_ones_that_are_listed() {
        Cli.run(home, "new-scanner", "certm8", "--yes");

        assertThat(Cli.run(home, "scanners").out()).contains("certm8  ");
    }

    @Test
    void the_schema_is_of_its_templates() {
        edited.edit("routes/templates/per-domain.yaml", "messages a second at most", "messages a tick at most");

        assertThat(Cli.run(home, "schema").out()).contains("messages a tick at most");
    }

    @Test
    void the_log_stays_with_the_installation() {
        System.setProperty("orchestratorm8.home", home.toString());
        try {
            var settings = Home.settings(Map.of());

            assertThat(settings.log().directory()).isEqualTo(home.resolve("log"));
            assertThat(settings.routes()).isEqualTo(checkout.resolve("routes"));
        } finally {
            System.clearProperty("orchestratorm8.home");
        }
    }
}
