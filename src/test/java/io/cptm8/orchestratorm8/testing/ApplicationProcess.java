package io.cptm8.orchestratorm8.testing;

import io.cptm8.orchestratorm8.OrchestratorM8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The application in a JVM of its own, which a test can kill without taking itself along. */
public final class ApplicationProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path output;
    private final String address;

    private ApplicationProcess(Process process, Path output, String address) {
        this.process = process;
        this.output = output;
        this.address = address;
    }

    /** @param port where it was told to answer HTTP */
    static ApplicationProcess launch(Path home, int port, Map<String, String> environment) {
        var output = home.resolve("output.txt");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        // It lives for seconds, in which the optimizing compiler would cost more than it gives.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // Its own, or it would empty that of the tests.
                        "-Dtest.log=" + home.resolve("test.log"),
                        "-Dorchestratorm8.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrchestratorM8.class.getName(),
                        "launch")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ApplicationProcess(builder.start(), output, "http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until every scanner runs. */
    public ApplicationProcess awaitReady() {
        Awaitility.await("every scanner to run")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IOException.class)
                .failFast("it ended before it was ready", () -> !process.isAlive())
                .until(() -> ready().contains("\"status\":\"ready\"") && !ready().contains("waiting for"));
        return this;
    }

    private String ready() throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(address + "/ready"))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** SIGKILL: it gets no chance to do anything. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** SIGTERM, as a supervisor sends it; answers the exit code. */
    public int terminate(Duration limit) {
        process.toHandle().destroy();
        return awaitExit(limit);
    }

    private int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("it did not end within " + limit + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything it has written to its standard output and error. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
