package io.cptm8.orchestratorm8.deploy;

import static io.cptm8.orchestratorm8.deploy.Live.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.ErrorsPage;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain routes and templates that pass every check and fail when they start, and ids that move. */
class LivePlainRouteTest {

    private static final String HELLO = """
            - route:
                id: hello
                from:
                  uri: platform-http:/hello
                  steps:
                    - setBody: { constant: "%s" }
            """;

    @TempDir
    private Path home;

    @AutoClose
    private Live live;

    @BeforeEach
    void start() {
        live = Live.in(home);
    }

    private void awaitAnswer(String path, String answer) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(live.application.get(path).body()).isEqualTo(answer));
    }

    @Test
    void what_cannot_be_built_never_touches_the_route_that_runs() {
        live.application.write("routes/hello.yaml", HELLO.formatted("one"));
        awaitAnswer("/hello", "one");
        var route = live.application.application().context().getRoute("hello");
        live.application.write(
                "routes/hello.yaml", HELLO.formatted("two").replace("constant: \"two\"", "simple: \"${nonsense}\""));
        live.awaitLog("errors.md#cannot-be-built");
        assertThat(live.application.application().context().getRoute("hello")).isSameAs(route);
        awaitAnswer("/hello", "one");
    }

    @Test
    void what_does_not_start_is_rolled_back() throws IOException {
        live.application.write("routes/hello.yaml", HELLO.formatted("one"));
        awaitAnswer("/hello", "one");
        // A second consumer of settle's endpoint is an error, and only when it starts.
        var second = HELLO.formatted("two").replace("platform-http:/hello", "direct:settle");
        live.application.write("routes/hello.yaml", second);
        live.awaitLog("hello.yaml:");
        live.awaitReady(ready ->
                assertThat(ready).contains("\"badFiles\":[\"routes/hello.yaml:", "the last good version runs"));
        awaitAnswer("/hello", "one");
        ErrorsPage.assertShows(
                Mistake.CANNOT_START,
                second,
                live.log.messages().stream()
                        .filter(line -> line.contains("errors.md#cannot-start"))
                        .findFirst()
                        .orElseThrow()
                        .replace("ERROR " + home + "/", ""),
                "Only a running instance finds this, so it is in its log and in /ready. The words after the colon are Camel's own.");
        live.application.write("routes/hello.yaml", HELLO.formatted("three"));
        awaitAnswer("/hello", "three");
        live.awaitNothingWrong();
    }

    @Test
    void a_route_that_is_started_last_is_rolled_back_too() throws IOException {
        var file = live.file("routes/gauges.yaml");
        var text = Files.readString(file);
        Files.writeString(file, notStarting(text));
        live.awaitReady(ready -> assertThat(ready)
                .contains(
                        "\"badFiles\":[\"routes/gauges.yaml:", "errors.md#cannot-start", "the last good version runs"));
        assertThat(live.application.application().context().getRouteController().getRouteStatus("gauges"))
                .isEqualTo(ServiceStatus.Started);
        Files.writeString(file, text + "# saved again\n");
        live.awaitNothingWrong();
        assertThat(live.application.application().context().getRouteController().getRouteStatus("gauges"))
                .isEqualTo(ServiceStatus.Started);
    }

    @Test
    void at_the_start_such_a_route_is_left_out_and_everything_else_runs() throws IOException {
        var gauges = notStarting(Files.readString(Path.of("routes/gauges.yaml")));
        var ring = notStarting(Files.readString(Path.of("routes/ring.yaml")));
        live.close();
        live = Live.in(
                home.resolve("other"),
                application -> application.write("routes/gauges.yaml", gauges).write("routes/ring.yaml", ring));
        live.awaitReady(ready -> assertThat(ready).contains("routes/gauges.yaml:", "routes/ring.yaml:"));
        live.deploy("certm8");
        live.assertServes("certm8", "one.example.com");
    }

    /** Two consumers of one endpoint are an error that only the start finds. */
    private static String notStarting(String text) {
        return text.replaceFirst(
                "(?s)uri: [\\w-]+(:[\\w-]+)?\\n +parameters:\\n.*?\\n( +)steps:", "uri: direct:settle\n$2steps:");
    }

    @Test
    void a_template_whose_scanners_do_not_start_is_rolled_back() throws IOException {
        live.deploy("certm8");
        var file = live.file("routes/templates/per-domain.yaml");
        var text = Files.readString(file);
        var bad = text.replaceFirst(
                "(?s)uri: pg-listen:orchestratorm8_request\\n +parameters:\\n.*?\\n( +)steps:",
                "uri: direct:settle\n$1steps:");
        assertThat(bad).isNotEqualTo(text);
        Files.writeString(file, bad);
        live.awaitLog("with this template a scanner that runs could not start");
        live.awaitReady(ready -> assertThat(ready).contains("\"badFiles\":[\"routes/templates/per-domain.yaml:"));
        live.assertServes("certm8", "one.example.com");
        live.deploy("sslm8");
        live.assertServes("sslm8", "two.example.com");
        Files.writeString(file, text);
        live.awaitNothingWrong();
        live.assertServes("certm8", "three.example.com");
    }

    @Test
    void a_route_moves_from_one_file_to_another() throws IOException {
        var two = HELLO.formatted("here")
                + HELLO.formatted("other").replace("id: hello", "id: other").replace("/hello", "/other");
        live.application.write(
                "routes/aaa.yaml",
                HELLO.formatted("aaa").replace("id: hello", "id: aaa").replace("/hello", "/aaa"));
        awaitAnswer("/aaa", "aaa");
        live.application.write("routes/zzz.yaml", two);
        awaitAnswer("/hello", "here");
        // In one look: it is in the first file before it is out of the last.
        live.application.write(
                "routes/aaa.yaml",
                HELLO.formatted("aaa").replace("id: hello", "id: aaa").replace("/hello", "/aaa")
                        + HELLO.formatted("there"));
        Files.writeString(
                live.file("routes/zzz.yaml"),
                HELLO.formatted("other").replace("id: hello", "id: zzz").replace("/hello", "/zzz"));
        awaitAnswer("/zzz", "other");
        awaitAnswer("/hello", "there");
        awaitAnswer("/aaa", "aaa");
        live.awaitNothingWrong();
    }

    @Test
    void a_scanner_becomes_a_plain_route_of_the_same_name() throws IOException {
        live.deploy("certm8");
        live.application.write("routes/certm8.yaml", HELLO.formatted("plain").replace("id: hello", "id: certm8"));
        Files.delete(live.file(Live.pathOf("certm8")));
        live.awaitGone("certm8");
        awaitAnswer("/hello", "plain");
        live.awaitNothingWrong();
    }

    @Test
    void an_id_is_taken_however_far_it_is_indented() {
        live.deploy("certm8");
        live.application.write("routes/mine.yaml", """
                - route:
                      id: mine
                      from:
                        uri: direct:mine
                        steps:
                          - log: { message: "mine" }
                - route:
                      id: certm8
                      from:
                        uri: direct:certm8
                        steps:
                          - log: { message: "not mine" }
                """);
        live.awaitLog("the id \"certm8\" belongs to");
        live.assertServes("certm8", "one.example.com");
    }

    @Test
    void a_folder_of_scanners_that_is_away_for_a_moment_takes_nothing_with_it() throws IOException {
        Files.move(live.file("routes/scanners"), live.file("away"));
        live.awaitLog("there is no such folder any more");
        live.addDomain("one.example.com");
        assertThat(live.wire.take("qasmm8", 1)).hasSize(1);
        Files.move(live.file("away"), live.file("routes/scanners"));
        live.awaitNothingWrong();
    }

    @Test
    void a_folder_that_cannot_be_listed_stops_nothing() throws IOException {
        var scanners = live.file("routes/scanners");
        Files.move(scanners, live.file("away"));
        Files.writeString(scanners, "a file");
        live.awaitLog("there is no such folder any more");
        live.addDomain("one.example.com");
        assertThat(live.wire.take("qasmm8", 1)).hasSize(1);
        Files.delete(scanners);
        Files.move(live.file("away"), scanners);
        live.awaitNothingWrong();
    }
}
