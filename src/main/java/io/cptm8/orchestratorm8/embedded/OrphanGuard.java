package io.cptm8.orchestratorm8.embedded;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Stops a PostgreSQL server whose owner is gone, however it went: {@code System.exit}, an error, {@code kill -9}.
 *
 * <p>A shell reads from a pipe that only this JVM holds open. The operating system closes it when the JVM ends, and
 * unlike a shutdown hook this can neither be skipped nor run while the application still needs its database.
 */
final class OrphanGuard implements AutoCloseable {

    private static final String SHELL = "/bin/sh";

    /** Ctrl-C reaches every process of a terminal, so the guard has to ignore it. After 5 s it stops waiting. */
    private static final String SCRIPT = """
            trap '' INT HUP TERM
            read -r _
            pid=$(head -n 1 "$2/postmaster.pid" 2>/dev/null)
            if [ -n "$pid" ]; then
                kill -QUIT "$pid"
                for _ in $(seq 50); do kill -0 "$pid" || break; sleep 0.1; done
            fi
            rm -rf "$1"
            """;

    private final Process process;

    private OrphanGuard(Process process) {
        this.process = process;
    }

    /** Whether this platform has what the guard needs. */
    static boolean available() {
        return new File(SHELL).canExecute();
    }

    /**
     * Starts guarding.
     *
     * @param directory what to remove when this JVM is gone
     * @param data the server's data directory, which need not exist yet
     * @throws IOException when the guard does not start
     */
    static OrphanGuard over(Path directory, Path data) throws IOException {
        var builder =
                new ProcessBuilder(SHELL, "-c", SCRIPT, "orchestratorm8-guard", directory.toString(), data.toString());
        return new OrphanGuard(builder.redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start());
    }

    /** Lets the guard act now and waits until it is done. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
