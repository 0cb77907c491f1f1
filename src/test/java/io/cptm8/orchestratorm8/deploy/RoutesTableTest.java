package io.cptm8.orchestratorm8.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of routes/README.md and the folder say the same. */
class RoutesTableTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[`(.+?)`]\\((.+?)\\) \\|");

    @Test
    void each_file_has_one_row_and_each_row_a_file() throws IOException {
        var files = new RouteFiles(ROUTES)
                .all().keySet().stream()
                        .map(file -> ROUTES.relativize(file).toString())
                        .toList();

        assertThat(ROW.matcher(table()).results().map(row -> row.group(1)))
                .as("files in the table of routes/README.md")
                .containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void a_row_leads_to_the_file_that_it_names() throws IOException {
        assertThat(ROW.matcher(table()).results())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.group(2)).isEqualTo(row.group(1)));
    }

    private static String table() throws IOException {
        return Files.readString(ROUTES.resolve("README.md"));
    }
}
