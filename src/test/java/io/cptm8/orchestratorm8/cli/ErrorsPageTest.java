package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.ErrorsPage;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of mistakes says what the command says. */
class ErrorsPageTest {

    /** What takes a program that runs: held by tests of that. */
    private static final Set<Mistake> OF_WHAT_RUNS = EnumSet.of(Mistake.NEEDED, Mistake.CANNOT_START);

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource(WrongFile.class)
    void the_page_shows_what_the_command_says(WrongFile one) throws IOException {
        one.write(home);

        var check = Cli.run(home, "check", home.resolve(one.file).toString());

        assertThat(check.exitCode()).isEqualTo(1);
        ErrorsPage.assertShows(one.mistake(), one.lines(), check.out().replace(home + "/", ""), one.cure);
    }

    @Test
    void every_mistake_has_a_section_and_a_case() throws IOException {
        var cases = Arrays.stream(WrongFile.values()).map(WrongFile::mistake).collect(Collectors.toSet());
        for (var mistake : Mistake.values()) {
            assertThat(ErrorsPage.section(mistake)).as(mistake.anchor()).isNotEmpty();
            assertThat(ErrorsPage.hasRow(mistake)).as(mistake.anchor()).isTrue();
            assertThat(cases.contains(mistake) || OF_WHAT_RUNS.contains(mistake))
                    .as(mistake.anchor())
                    .isTrue();
        }
    }
}
