package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    @TempDir
    private Path folder;

    private Path file(String name, Duration age) throws IOException {
        var file = Files.writeString(folder.resolve(name), "x");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
        return file;
    }

    private void remove() {
        OldFiles.remove(folder, DAY, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void a_file_of_more_than_a_day_goes_and_a_younger_one_stays() throws IOException {
        var old = file("old", DAY.plusSeconds(1));
        var young = file("young", DAY.minusSeconds(1));
        var exact = file("exact", DAY);

        remove();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(exact).exists();
    }

    @Test
    void a_folder_in_it_and_what_is_inside_stay() throws IOException {
        Files.createDirectory(folder.resolve("inner"));
        var inside = file("inner/old", DAY.multipliedBy(9));

        remove();

        assertThat(inside).exists();
    }

    @Test
    void no_folder_is_no_problem() {
        OldFiles.remove(folder.resolve("nowhere"), DAY, Clock.systemUTC());

        assertThat(folder).isEmptyDirectory();
    }
}
