package io.cptm8.orchestratorm8.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the application ends, in each of the ways it can. The application is {@link ShortLife}. */
// On a thread of its own, because nothing interrupts who reads what another process says.
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class EndOfProcessTest {

    @TempDir
    Path temporary;

    @Test
    void ctrl_c_leaves_nothing_and_both_are_up_until_the_application_has_wound_down() throws Exception {
        var application = launch("close-in-hook");
        application.awaitLine("up");

        // Asked by its handle, because Process.destroy also closes the output that is read below.
        application.process.toHandle().destroy();

        application.awaitLine("database and broker answer in the hook");
        assertNothingIsLeft(application);
        assertThat(files()).isEmpty();
    }

    @Test
    void an_exit_without_close_leaves_nothing() throws Exception {
        var application = launch("exit");
        application.awaitLine("up");

        assertNothingIsLeft(application);
    }

    @Test
    void a_killed_application_leaves_no_server_and_no_data() throws Exception {
        var application = launch("stay");
        application.awaitLine("up");

        application.process.destroyForcibly();

        assertNothingIsLeft(application);
    }

    private void assertNothingIsLeft(Application application) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(application.process.isAlive()).isFalse();
            assertThat(processesThatMention(temporary)).isZero();
            assertThat(files()).noneMatch(file -> file.startsWith("orchestratorm8-"));
        });
    }

    private static long processesThatMention(Path path) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(path.toString()))
                .count();
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(temporary)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Application launch(String ending) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShortLife.class.getName(),
                        ending)
                .redirectError(Redirect.INHERIT)
                .start();
        return new Application(process, process.inputReader());
    }

    private record Application(Process process, BufferedReader output) {

        void awaitLine(String expected) throws IOException {
            var line = output.readLine();
            while (line != null && !line.equals(expected)) {
                line = output.readLine();
            }
            assertThat(line).isEqualTo(expected);
        }
    }
}
