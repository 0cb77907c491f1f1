package io.cptm8.orchestratorm8.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** RabbitMQ's management API, of which only GET is used. */
final class Management {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings.RabbitMq settings;
    private final HttpClient client;

    Management(Settings.RabbitMq settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    /**
     * What it has of a queue.
     *
     * @param part for example {@code /bindings}; empty: the queue itself
     * @return empty: there is no such queue
     * @throws IOException no answer, or not one that can be used; the message says which
     */
    Optional<JsonNode> queue(String queue, String part) throws IOException {
        var credentials = settings.credentials();
        var address = settings.management().replaceFirst("/$", "") + "/api/queues/" + encode(settings.virtualHost())
                + "/" + encode(queue) + part;
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(settings.connectTimeout())
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((credentials.user() + ":" + credentials.password())
                                                .getBytes(StandardCharsets.UTF_8)))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 200 -> Optional.of(JSON.readTree(answer.body()));
                case 404 -> Optional.empty();
                case 401 -> throw new IOException("it does not let our user in, who may lack the tag management (401)");
                default -> throw new IOException("it answers with status " + answer.statusCode());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
