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

    private static final String MARK = "(at run time)";

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
    void every_key_that_is_declared_is_read() {
        assertThat(known()).containsExactlyElementsOf(Keys.all().keySet());
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

    /** One mark may be of several keys, as one comment may. */
    @Test
    void the_keys_that_are_marked_so_can_change_at_run_time_and_no_others() throws IOException {
        var marked = new TreeMap<String, Boolean>();
        var mark = false;
        var comment = false;
        for (var line : Files.readAllLines(Path.of("application.properties"))) {
            if (line.startsWith("#")) {
                mark = line.contains(MARK) || comment && mark;
                comment = true;
            } else if (line.isBlank()) {
                mark = false;
                comment = false;
            } else {
                comment = false;
                marked.put(keys(List.of(line)).get(0), mark);
            }
        }

        assertThat(marked.keySet()).containsAll(known());
        assertThat(marked)
                .allSatisfy((key, isMarked) ->
                        assertThat(isMarked).as(key + " is marked " + MARK).isEqualTo(Keys.takesAtRunTime(key)));
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
