package io.cptm8.orchestratorm8.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.gate.Gate;
import io.cptm8.orchestratorm8.gate.Kind;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {

    @TempDir
    private Path home;

    private Path file(String folderMode, String fileMode) throws IOException {
        var folder = Files.createDirectory(home.resolve("scanners"));
        var file = Files.createFile(folder.resolve("x.yaml"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(fileMode));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(folderMode));
        return file;
    }

    private static List<Fault> faults(Path file) {
        return new Gate(Set.of(), Set.of()).inspect(file, "", Kind.SCANNER);
    }

    @Test
    void a_file_that_only_its_owner_can_write_is_trusted() throws IOException {
        assertThat(faults(file("rwxr-xr-x", "rw-r--r--"))).isEmpty();
    }

    @Test
    void a_file_that_anybody_can_write_is_not_trusted() throws IOException {
        assertThat(faults(file("rwxr-xr-x", "rw-r--rw-")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.mistake()).isEqualTo(Mistake.OPEN_TO_ALL));
    }

    @Test
    void a_file_in_a_folder_that_anybody_can_write_is_not_trusted() throws IOException {
        assertThat(faults(file("rwxrwxrwx", "rw-r--r--")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.mistake()).isEqualTo(Mistake.OPEN_TO_ALL));
    }

    @Test
    void a_folder_whose_own_folder_anybody_can_write_is_not_trusted_since_it_can_be_exchanged() throws IOException {
        var file = file("rwxr-xr-x", "rw-r--r--");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(faults(file))
                .singleElement()
                .satisfies(fault -> assertThat(fault.mistake()).isEqualTo(Mistake.OPEN_TO_ALL));
    }

    @Test
    void nothing_starts_with_settings_that_anybody_can_write() throws IOException {
        var settings = Files.copy(Path.of("application.properties"), home.resolve("application.properties"));
        assertThatCode(() -> new SettingsReader(home, Map.of()).read()).doesNotThrowAnyException();

        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--rw-"));
        assertRefused(settings);

        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused(home);
    }

    private void assertRefused(Path open) {
        assertThatThrownBy(() -> new SettingsReader(home, Map.of()).read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Anybody on this machine can write " + open)
                .hasMessageContaining("chmod o-w");
    }

    @Test
    void a_scanner_whose_file_is_not_trusted_does_not_run_and_the_others_do() throws IOException {
        try (var application = new TestApplication(
                home, TestDatabase.fresh(), TestBroker.shared().newVirtualHost())) {
            var file = home.resolve("routes/scanners/num8.yaml");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

            var ready = application.startAndAwaitReady().get("/ready");

            assertThat(ready.body())
                    .contains("routes/scanners/num8.yaml:1:1: anybody on this machine can write this file")
                    .contains("\"asmm8\":{\"state\":\"running\"}")
                    .doesNotContain("\"num8\"");
        }
    }
}
