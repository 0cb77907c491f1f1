package io.cptm8.orchestratorm8.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Calls of one instance over HTTP, one after the other on one connection; a stream has one of its own. */
final class Calls {

    private static final String EVENTS = "/api/events";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Calls(int port) {
        this.port = port;
    }

    /** Milliseconds until all of the answer is here. */
    double millis(String path) throws IOException, InterruptedException {
        var from = System.nanoTime();
        answer(path, BodyHandlers.ofString());
        return (System.nanoTime() - from) / 1e6;
    }

    /** Milliseconds from the question for the stream until all of the first event is here. */
    double firstEvent() throws IOException, InterruptedException {
        var from = System.nanoTime();
        try (var stream = view()) {
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            if (!lines.readLine().startsWith("data: {")) {
                throw new IllegalStateException("the stream begins with something else than the overview");
            }
            return (System.nanoTime() - from) / 1e6;
        }
    }

    /** The stream, until it is closed. */
    InputStream view() throws IOException, InterruptedException {
        return answer(EVENTS, BodyHandlers.ofInputStream());
    }

    private <T> T answer(String path, BodyHandler<T> body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        HttpResponse<T> response = client.send(request, body);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + response.statusCode());
        }
        return response.body();
    }
}
