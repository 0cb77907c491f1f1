package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** What {@code /metrics} of a process said at one moment. */
record Scraped(String text) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** @param port of its HTTP side, on the loopback address */
    static Scraped of(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return new Scraped(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /**
     * The sum of a metric over its series.
     *
     * @param labels that a series must have, for example {@code area="heap"}
     * @throws IllegalStateException when there is none
     */
    double sum(String name, String... labels) {
        var series = series(name, labels);
        if (series.length == 0) {
            throw new IllegalStateException("/metrics has no " + name + " with " + String.join(", ", labels));
        }
        return Arrays.stream(series).sum();
    }

    /** The same of what is only there once it has been counted: 0 before. */
    long count(String name, String... labels) {
        return (long) Arrays.stream(series(name, labels)).sum();
    }

    private double[] series(String name, String... labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
    }
}
