package io.cptm8.orchestratorm8.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change counts once, and not while somebody is still writing. */
class WatchTest {

    @TempDir
    private Path home;

    private Path file;
    private Watch watch;

    @BeforeEach
    void start() throws IOException {
        file = Files.createDirectories(home.resolve("scanners")).resolve("certm8.yaml");
        watch = new Watch(new RouteFiles(home), home.resolve("application.properties"));
    }

    @Test
    void a_file_that_still_grows_has_not_changed_yet() throws IOException {
        Files.writeString(file, "a");
        assertThat(watch.changed()).as("seen once").isFalse();
        Files.writeString(file, "ab");
        assertThat(watch.changed()).as("grown since").isFalse();
        assertThat(watch.changed()).as("at rest").isTrue();
        assertThat(watch.changed()).as("said already").isFalse();
    }

    @Test
    void a_file_that_comes_and_goes_was_never_there() throws IOException {
        Files.writeString(file, "a");
        assertThat(watch.changed()).isFalse();
        Files.delete(file);
        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void settings_that_are_saved_have_changed() throws IOException {
        Files.writeString(home.resolve("application.properties"), "");
        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }
}
