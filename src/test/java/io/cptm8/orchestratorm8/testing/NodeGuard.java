package io.cptm8.orchestratorm8.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Clears up after a node however this JVM ends.
 *
 * <p>A shutdown hook does not run when a JVM is killed. The guard is a shell that reads from a pipe of ours: when the
 * pipe ends, by {@link #close()} or because we are gone, it kills the node it was last told of and the node's epmd,
 * which it started itself, and deletes their directory.
 */
final class NodeGuard implements AutoCloseable {

    private static final String SCRIPT = """
            trap '' HUP INT TERM
            epmd -address 127.0.0.1 -port "$1" &
            epmd=$!
            node=
            while read -r line; do node=$line; done
            [ -z "$node" ] || kill -9 "$node"
            kill -9 "$epmd"
            attempt=0
            while [ -e "$2" ] && [ "$attempt" -lt 100 ]; do rm -rf "$2"; attempt=$((attempt + 1)); done
            """;

    private final Process shell;
    private final OutputStream pipe;

    private NodeGuard(Process shell) {
        this.shell = shell;
        this.pipe = shell.getOutputStream();
    }

    /** Starts an epmd on the given port; the directory is deleted in the end. */
    static NodeGuard start(int epmdPort, Path directory) {
        NodeGuard guard;
        try {
            guard = new NodeGuard(new ProcessBuilder("sh", "-c", SCRIPT, "guard", "" + epmdPort, directory.toString())
                    .directory(directory.getParent().toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("no shell to guard the node", e);
        }
        try {
            await("epmd (is it on the PATH?)")
                    .atMost(Duration.ofSeconds(20))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> FreePorts.accepts(epmdPort));
        } catch (RuntimeException e) {
            guard.close();
            throw e;
        }
        return guard;
    }

    /** From now on this is the process to kill. */
    void watch(long pid) {
        tell(Long.toString(pid));
    }

    /** The process ended by itself; its number may soon belong to somebody else. */
    void forget() {
        tell("");
    }

    private void tell(String line) {
        try {
            pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the guard of the node is gone", e);
        }
    }

    @Override
    public void close() {
        try {
            pipe.close();
            if (!shell.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the guard of the node does not end, process " + shell.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            // The pipe is closed: the guard does its work whether or not anybody waits.
            Thread.currentThread().interrupt();
        }
    }
}
