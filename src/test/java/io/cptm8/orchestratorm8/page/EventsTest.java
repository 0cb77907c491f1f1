package io.cptm8.orchestratorm8.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream of the page: one look for all, nothing when nobody looks, and nobody who can hold it up. */
@Timeout(60)
class EventsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile String state = "{\"n\":1}";
    /** Whether each look sees something else. */
    private volatile boolean counting;

    private Events events;
    private HttpServer server;

    private void serve(Pace pace) {
        events = new Events(
                () -> {
                    var look = looks.incrementAndGet();
                    return new Snapshot(Instant.EPOCH, counting ? "{\"n\":" + look + "}" : state);
                },
                pace);
        var router = Router.router(vertx);
        router.get("/api/events").handler(events);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void end() {
        events.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpResponse<InputStream> view() throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/api/events"))
                        .build(),
                BodyHandlers.ofInputStream());
    }

    /** What comes up to the next empty line. */
    private static String next(InputStream stream) throws IOException {
        var text = new StringBuilder();
        for (int read = stream.read(), before = 0;
                read != '\n' || before != '\n';
                before = read, read = stream.read()) {
            if (read < 0) {
                return "the end";
            }
            text.append((char) read);
        }
        return text.toString().strip();
    }

    @Test
    void a_viewer_is_told_at_once_and_then_what_is_new_and_meanwhile_that_nothing_is()
            throws IOException, InterruptedException {
        serve(new Pace(Duration.ofMillis(20), Duration.ofMillis(100), NEVER));
        var view = view();
        assertThat(view.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(view.headers().firstValue("cache-control")).hasValue("no-store");

        assertThat(next(view.body())).isEqualTo("data: {\"at\":\"1970-01-01T00:00:00Z\",\"n\":1}");
        assertThat(next(view.body())).isEqualTo(":");
        state = "{\"n\":2}";
        var more = next(view.body());
        while (more.equals(":")) {
            more = next(view.body());
        }
        assertThat(more).isEqualTo("data: {\"at\":\"1970-01-01T00:00:00Z\",\"n\":2}");
    }

    @Test
    void all_viewers_share_one_look_and_without_viewers_nobody_looks() throws IOException, InterruptedException {
        serve(new Pace(NEVER, NEVER, NEVER));
        List<HttpResponse<InputStream>> views = new ArrayList<>();
        for (var i = 0; i < 5; i++) {
            views.add(view());
            assertThat(next(views.get(i).body())).contains("\"n\":1");
        }
        // Each newcomer is told at once; the overview itself keeps its answer for the next who asks.
        assertThat(looks.get()).isEqualTo(5);
        assertThat(pageThreads()).isEqualTo(1);

        for (var view : views) {
            view.body().close();
        }

        await().atMost(LIMIT).until(() -> events.viewers() == 0 && pageThreads() == 0);
        assertThat(looks.get()).isEqualTo(5);
    }

    @Test
    void every_viewer_is_told_of_every_look_so_that_ten_ask_no_more_than_one()
            throws IOException, InterruptedException {
        counting = true;
        serve(new Pace(Duration.ofMillis(20), NEVER, NEVER));
        List<InputStream> views = new ArrayList<>();
        for (var i = 0; i < 10; i++) {
            views.add(view().body());
        }
        for (var view : views) {
            var first = number(next(view));
            for (var i = 1; i <= 5; i++) {
                assertThat(number(next(view))).isEqualTo(first + i);
            }
        }
    }

    private static int number(String event) {
        return Integer.parseInt(event.replaceFirst(".*\"n\":", "").replace("}", ""));
    }

    private static long pageThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("orchestratorm8-page"))
                .count();
    }

    @Test
    void one_more_than_there_may_be_is_refused_and_is_let_in_when_another_has_left()
            throws IOException, InterruptedException {
        serve(new Pace(Duration.ofMillis(20), NEVER, NEVER));
        List<HttpResponse<InputStream>> views = new ArrayList<>();
        for (var i = 0; i < Events.MOST; i++) {
            views.add(view());
        }
        var refused = view();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("64 look");

        views.get(0).body().close();

        await().atMost(LIMIT).until(() -> events.viewers() < Events.MOST);
        assertThat(view().statusCode()).isEqualTo(200);
    }

    @Test
    void one_who_does_not_read_is_dropped_and_the_others_go_on() throws IOException, InterruptedException {
        serve(new Pace(Duration.ofMillis(5), Duration.ofMillis(300), NEVER));
        try (var idle = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            idle.getOutputStream()
                    .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().atMost(LIMIT).until(() -> events.viewers() == 1);
            var view = view();

            // So that there is always more than the system keeps for a reader.
            var length = new AtomicInteger(400_000);
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
                state = "{\"n\":\"" + "x".repeat(length.incrementAndGet()) + "\"}";
                next(view.body());
                return events.viewers() == 1;
            });
            state = "{\"n\":2}";
            await().atMost(LIMIT).until(() -> next(view.body()).contains("\"n\":2"));
        }
    }

    @Test
    void a_stream_ends_after_a_while_and_all_of_them_when_the_instance_stops()
            throws IOException, InterruptedException {
        serve(new Pace(Duration.ofMillis(20), NEVER, Duration.ofMillis(100)));
        var view = view();
        assertThat(next(view.body())).contains("\"n\":1");
        assertThat(next(view.body())).isEqualTo("the end");

        serve(new Pace(NEVER, NEVER, NEVER));
        var last = view();
        assertThat(next(last.body())).contains("\"n\":1");
        events.close();
        assertThat(next(last.body())).isEqualTo("the end");
        assertThat(view().statusCode()).isEqualTo(503);
    }
}
