package io.cptm8.orchestratorm8.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A running instance of the program.
 *
 * @param port of its HTTP side
 * @param folder where what it says is
 */
record Instance(Process process, int port, Path folder) {

    private static final int END_LIMIT = 30;
    private static final String BUG = "This is a bug";

    boolean isAlive() {
        return process.isAlive();
    }

    /** What {@code /ready} says; empty when nothing answers. */
    String ready() {
        return Http.get(port, "/ready");
    }

    void awaitReady() throws Exception {
        Poll.until("an instance is ready: " + folder, 120, () -> {
            if (!isAlive()) {
                throw new IllegalStateException("it ended before it was ready: " + said());
            }
            var answer = ready();
            return answer.contains("\"status\":\"ready\"") && !answer.contains("waiting for");
        });
    }

    boolean leads() {
        return ready().contains("\"leader\":true");
    }

    /** SIGKILL. */
    void kill() throws Exception {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM; answers the exit code. */
    int terminate() throws Exception {
        process.toHandle().destroy();
        return awaitEnd();
    }

    int awaitEnd() throws Exception {
        if (!process.waitFor(END_LIMIT, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("an instance did not end within %d s: %s".formatted(END_LIMIT, folder));
        }
        return process.exitValue();
    }

    /** Waits for an end that it comes to by itself; answers the exit code. */
    int awaitCrash(int limit) throws Exception {
        Poll.until("an instance ends: " + folder, limit, () -> !isAlive());
        return process.exitValue();
    }

    /** SIGSTOP. */
    void standStill() throws Exception {
        Signal.send("STOP", process.pid());
    }

    /** SIGCONT. */
    void goOn() throws Exception {
        Signal.send("CONT", process.pid());
    }

    int threads() throws IOException {
        return entries("task");
    }

    int descriptors() throws IOException {
        return entries("fd");
    }

    private int entries(String what) throws IOException {
        try (var all = Files.list(Path.of("/proc/" + process.pid() + "/" + what))) {
            return (int) all.count();
        }
    }

    /** Resident memory, kB. */
    long memory() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    /** Whether it has called something a bug. */
    boolean blamesItself() throws IOException {
        var log = folder.resolve("log/orchestratorm8.log");
        return said().contains(BUG)
                || Files.exists(log) && Files.readString(log).contains(BUG);
    }

    /** Lines of its log. */
    long logged() throws IOException {
        var log = folder.resolve("log/orchestratorm8.log");
        if (!Files.exists(log)) {
            return 0;
        }
        try (var lines = Files.lines(log)) {
            return lines.count();
        }
    }
}
