package io.cptm8.orchestratorm8.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that does its work and ends. */
final class Command {

    private Command() {}

    /** What it wrote to its standard output; throws with its standard error when it fails or takes too long. */
    static String output(ProcessBuilder program, Duration limit) {
        return output(program, "", limit);
    }

    /** @param input what it can read */
    static String output(ProcessBuilder program, String input, Duration limit) {
        List<String> line = program.command();
        Path read = null;
        Path output = null;
        Path error = null;
        try {
            // Files instead of pipes: nothing has to be read while it runs, however much it says.
            read = Files.writeString(Files.createTempFile("orchestratorm8-command-", ".in"), input);
            output = Files.createTempFile("orchestratorm8-command-", ".out");
            error = Files.createTempFile("orchestratorm8-command-", ".err");
            Process process = program.redirectInput(read.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(line + " did not end within " + limit);
            }
            String said = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        line + " ended with " + process.exitValue() + ": " + Files.readString(error) + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(line.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + line, e);
        } finally {
            delete(read);
            delete(output);
            delete(error);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
