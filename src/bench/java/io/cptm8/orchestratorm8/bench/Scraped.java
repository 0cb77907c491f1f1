package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What {@code /metrics} of a process said at one moment. */
record Scraped(String text) {

    static Scraped of(Contender contender) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + contender.port() + "/metrics"))
                .build();
        return new Scraped(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /**
     * The sum of a metric over its series.
     *
     * @param label that a series must have, for example {@code area="heap"}; empty: any
     * @throws IllegalStateException when there is none
     */
    double sum(String name, String label) {
        var series = text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        if (series.length == 0) {
            throw new IllegalStateException("/metrics has no " + name + " with " + label);
        }
        return java.util.Arrays.stream(series).sum();
    }
}
