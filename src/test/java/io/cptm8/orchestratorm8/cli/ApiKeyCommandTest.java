package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orchestratorm8 api-key}. */
class ApiKeyCommandTest {

    @TempDir
    private Path home;

    @BeforeEach
    void settings() throws IOException {
        Files.copy(Path.of("application.properties"), home.resolve("application.properties"));
    }

    @Test
    void a_new_key_is_printed_with_the_line_that_lets_it_in() {
        var run = Cli.run(home, "api-key", "new", "--name", "ada", "--role", "admin");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("(?m)^key   om8_[A-Za-z0-9_-]{43}$")
                .containsPattern("(?m)^line  ada admin sha256:[0-9a-f]{64}$")
                .contains("api-keys (chmod 640)");
    }

    @Test
    void a_role_or_a_name_that_is_none_is_refused_and_no_key_is_made() {
        assertThat(Cli.run(home, "api-key", "new", "--name", "ada", "--role", "root")
                        .err())
                .contains("it is view, operate or admin");
        var run = Cli.run(home, "api-key", "new", "--name", "a b", "--role", "view");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).doesNotContain("om8_");
    }
}
