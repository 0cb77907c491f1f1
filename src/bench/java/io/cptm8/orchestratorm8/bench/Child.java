package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that the bench has started, and that ends with it at the latest.
 *
 * @param folder where it runs; what it says is in {@code output.txt} there
 */
record Child(Process process, Path folder) implements AutoCloseable {

    static Child start(Path folder, Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Child(process, folder);
    }

    /** A process that has ended by itself has said why. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("a process ended with exit code %d; what it said is in %s"
                    .formatted(process.exitValue(), folder.resolve("output.txt")));
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
