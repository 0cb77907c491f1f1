package io.cptm8.orchestratorm8.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, as a user starts it, its output in files of the installation's parent. */
public final class ChildJvm implements AutoCloseable {

    private static final String MAIN = "io.cptm8.orchestratorm8.OrchestratorM8";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final Path error;

    private ChildJvm(Process process, Path output, Path error) {
        this.process = process;
        this.output = output;
        this.error = error;
    }

    /** @param scratch an empty folder that becomes its folder of temporary files; its output goes beside it */
    public static ChildJvm start(Path home, Path scratch, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                // It lives for seconds, in which the optimizing compiler would cost more than it gives.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + scratch,
                // Its own, or it would empty that of the tests.
                "-Dtest.log=" + scratch.resolveSibling(scratch.getFileName() + ".log"),
                "-Dorchestratorm8.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                MAIN));
        if (Runtime.version().feature() >= 24) {
            // As the launcher does.
            command.addAll(1, List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        }
        command.addAll(List.of(arguments));
        var output = scratch.resolveSibling(scratch.getFileName() + ".out");
        var error = scratch.resolveSibling(scratch.getFileName() + ".err");
        var builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile());
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start(), output, error);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end and answers the exit code. */
    public int awaitEnd() {
        await("the end of the program: " + output()).atMost(LIMIT).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Asks it to stop, as a supervisor does, and answers the exit code. */
    public int terminate() {
        process.toHandle().destroy();
        return awaitEnd();
    }

    public String standardOutput() {
        return read(output);
    }

    public String standardError() {
        return read(error);
    }

    public String output() {
        return standardOutput() + standardError();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
