package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped application.properties and the code know the same keys. */
class PropertiesFileTest {

    @TempDir
    private Path home;

    private List<String> known() {
        return new Reading(home)
                .line("# nothing").read().properties().keySet().stream()
                        .sorted()
                        .toList();
    }

    private static List<String> keys(List<String> lines) {
        return lines.stream()
                .filter(line -> line.matches("[a-z].*"))
                .map(line -> line.replaceFirst("\\s*=.*", ""))
                .toList();
    }

    /** Keys that scanners' files use are nobody else's. */
    private static boolean belongsToAScanner(String key) {
        return key.startsWith("orchestratorm8.scanners.");
    }

    @Test
    void every_key_of_the_file_is_known_and_every_known_key_is_in_the_file() throws IOException {
        assertThat(keys(Files.readAllLines(Path.of("application.properties"))))
                .filteredOn(key -> !belongsToAScanner(key))
                .containsExactlyInAnyOrderElementsOf(known());
    }

    @Test
    void a_key_that_a_scanner_s_file_uses_needs_no_leave() throws IOException {
        var read = new Reading(home)
                .line("orchestratorm8.scanners.certm8.rate = 7")
                .read();

        assertThat(read.properties()).containsEntry("orchestratorm8.scanners.certm8.rate", "7");
    }

    /** One comment may be of several keys, which then follow it without a gap. */
    @Test
    void every_key_stands_below_a_comment() throws IOException {
        var bare = new ArrayList<String>();
        var commented = false;
        for (var line : Files.readAllLines(Path.of("application.properties"))) {
            if (line.matches("# ?-{10,}.*") || line.isBlank()) {
                commented = false;
            } else if (line.startsWith("#")) {
                commented = true;
            } else if (!commented) {
                bare.add(line);
            }
        }
        assertThat(bare).isEmpty();
    }

    @Test
    void the_files_values_are_the_defaults_of_the_code() {
        var shipped = new TreeMap<>(Reading.shipped(home).properties());
        shipped.keySet().removeIf(PropertiesFileTest::belongsToAScanner);
        assertThat(shipped).isEqualTo(new Reading(home).line("# nothing").read().properties());
    }

    @Test
    void no_user_and_no_password_is_in_the_file() throws IOException {
        assertThat(keys(Files.readAllLines(Path.of("application.properties"))))
                .noneMatch(key -> key.matches(".*(user|password|credential).*"));
    }
}
