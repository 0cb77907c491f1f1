package io.cptm8.orchestratorm8.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps what libraries write to standard output and standard error off the console until this is closed. */
final class HeldConsole implements AutoCloseable {

    private final PrintStream output = System.out;
    private final PrintStream error = System.err;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    HeldConsole() {
        var stream = new PrintStream(held, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
    }

    /** What has been written so far. */
    List<String> lines() {
        return held.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        System.setOut(output);
        System.setErr(error);
    }
}
