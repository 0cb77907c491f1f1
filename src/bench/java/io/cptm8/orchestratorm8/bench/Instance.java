package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A running instance of the program.
 *
 * @param port of its HTTP side, on the loopback address
 */
record Instance(Child child, Plot plot, int port) implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Its metric of accepted messages. */
    private static final String ACCEPTED = "orchestratorm8_receipts_total";

    /** Until it does its work. */
    Instance awaitReady() {
        Awaitility.await("OrchestratorM8 to be ready, which says in " + child.folder() + " why it is not")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .failFast(() -> !child.process().isAlive())
                .until(() -> get("/ready").statusCode() == 200);
        return this;
    }

    /** As the contender for one of its scanners' messages. */
    Contender contender(ScannerFile scanner) {
        return new Contender(Table.OURS, scanner.name(), scanner.queue(), plot, child, port);
    }

    /** How many messages of a scanner the broker has accepted from this instance since its start. */
    long accepted(ScannerFile scanner) throws IOException, InterruptedException {
        return Scraped.of(port).count(ACCEPTED, "receipt=\"accepted\"", "scanner=\"" + scanner.name() + "\"");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        child.close();
    }
}
