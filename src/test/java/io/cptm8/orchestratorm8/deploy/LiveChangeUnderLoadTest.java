package io.cptm8.orchestratorm8.deploy;

import static io.cptm8.orchestratorm8.deploy.Live.LIMIT;
import static io.cptm8.orchestratorm8.deploy.Live.pathOf;
import static io.cptm8.orchestratorm8.deploy.Routes.perDomain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.TestApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scanner is added, broken in every way and deleted while another is sent two hundred requests a second: each of the
 * other's arrives once, and what was last right serves. The delays are printed, not judged.
 */
@Timeout(600)
class LiveChangeUnderLoadTest {

    private static final String RIGHT = perDomain("certm8");
    private static final String PLAIN = """
            - route:
                id: hello
                from:
                  uri: platform-http:/hello
                  parameters: { httpMethodRestrict: GET }
                  steps:
                    - setBody: { id: greet, constant: "hello" }
            """;

    /**
     * @param text of the file
     * @param place line and column that the message names
     * @param word that the message names
     */
    private record Break(String mistake, String text, String place, String word) {}

    private static final List<Break> OF_A_SCANNER = List.of(
            new Break("unknown-parameter", RIGHT.replace("name: key", "name: kye"), "8:17", "\"kye\""),
            new Break("missing-parameter", RIGHT.replaceAll(".*name: binding.*\\n", ""), "4:5", "\"binding\""),
            new Break("wrong-type", perDomain("certm8", "{ name: onChange, value: perhaps }"), "9:34", "\"perhaps\""),
            new Break("out-of-bounds", perDomain("certm8", "{ name: rate, value: 0 }"), "9:30", "0"),
            new Break("unknown-option", RIGHT.replace("routeTemplateRef", "routeTemplatRef"), "2:5", "routeTemplatRef"),
            new Break("name-is-not-stem", RIGHT.replace("routeId: certm8", "routeId: cert"), "3:14", "\"cert\""),
            new Break("unknown-template", RIGHT.replace("Ref: per-domain", "Ref: per-domane"), "2:23", "per-domane"),
            new Break("duplicate-queue", RIGHT.replace("value: qcertm8", "value: qtakeoverm8"), "6:", "qtakeoverm8"),
            new Break("tab", RIGHT.replace("    parameters:", "\tparameters:"), "4:1", "tab"),
            new Break("indentation", RIGHT.replace("      - { name: key", "     - { name: key"), "8:", ""),
            new Break("empty", "", "1:1", "empty"));

    private static final List<Break> OF_A_PLAIN_ROUTE = List.of(
            new Break("unknown-step", PLAIN.replace("setBody:", "setBodi:"), "7:11", "\"setBodi\""),
            new Break(
                    "unknown-option",
                    PLAIN.replace("httpMethodRestrict", "httpMethodRestrikt"),
                    "5:21",
                    "httpMethodRestrikt"),
            new Break(
                    "forbidden-scheme",
                    PLAIN.replace("- setBody: { id: greet, constant: \"hello\" }", "- to: \"exec:ls\""),
                    "7:",
                    "exec"),
            new Break(
                    "forbidden-bean",
                    PLAIN.replace(
                            "setBody: { id: greet, constant: \"hello\" }",
                            "bean: { beanType: java.lang.Runtime, method: gc }"),
                    "7:",
                    "beanType"),
            new Break(
                    "duplicate-id",
                    PLAIN + PLAIN.replace("id: hello", "id: takeoverm8").replace("id: greet", "id: greet-too"),
                    "9:9",
                    "takeoverm8"),
            new Break("name-is-not-stem", PLAIN.replace("id: hello", "id: helo"), "2:9", "\"helo\""));

    @TempDir
    private Path home;

    @AutoClose
    private Live live;

    @Test
    void nobody_else_is_touched() throws Exception {
        live = Live.in(home, TestApplication::withTakeoverm8);
        live.awaitRunning("takeoverm8");
        // Beforehand, so that it can be listened to.
        live.wire.topic("cptm8").queue("qcertm8").bind("qcertm8", "cptm8", "cptm8.certm8.#");
        var others = Load.consume(live.wire.connection(), "qtakeoverm8");
        var ours = Load.consume(live.wire.connection(), "qcertm8");
        try (var load = new Load(live.database)) {
            load.start();
            await().atMost(LIMIT).until(() -> load.made() >= 1000);
            var begin = load.made();

            var saved = System.nanoTime();
            live.application.write(pathOf("certm8"), RIGHT);
            await("the new scanner's first message").atMost(LIMIT).until(() -> ours.first != 0);
            var firstMillis = (ours.first - saved) / 1_000_000;
            live.application.write("routes/hello.yaml", PLAIN);
            awaitHello();
            var added = load.made();

            for (var each : OF_A_SCANNER) {
                breakAndCheck(each, pathOf("certm8"), () -> awaitServed(load, ours));
                if (OF_A_SCANNER.indexOf(each) % 2 == 0) {
                    live.application.write(pathOf("certm8"), RIGHT);
                    live.awaitReady(ready -> assertThat(ready).doesNotContain("badFiles"));
                }
            }
            live.application.write(pathOf("certm8"), RIGHT);
            for (var each : OF_A_PLAIN_ROUTE) {
                breakAndCheck(each, "routes/hello.yaml", this::awaitHello);
            }
            Files.delete(live.file("routes/hello.yaml"));
            Files.delete(live.file(pathOf("certm8")));
            live.awaitGone("certm8");
            // Its requests end when it is struck off, a moment after it is gone from the list, and before its route
            // ends.
            live.awaitLog("runs no more");
            live.awaitReady(ready -> assertThat(ready).doesNotContain("badFiles"));
            assertThat(live.application.get("/hello").statusCode()).isEqualTo(404);
            var end = load.made();
            var requests = live.requestsFor("certm8").size();
            await("load after the deletion").atMost(LIMIT).until(() -> load.made() >= end + 400);
            var all = load.stop();
            assertNothingLeft(requests);

            await("everything to be sent")
                    .atMost(LIMIT.multipliedBy(3))
                    .until(() -> others.firstOfDomain.size() == all && takeoverm8Open() == 0);
            print(load, others, new int[] {begin, added, end, all}, firstMillis);
            assertThat(others.byId).as("each of the others, by message_id").hasSize(all);
            assertThat(others.duplicated()).as("duplicates of the others").isZero();
            assertThat(ours.duplicated())
                    .as("duplicates of the one that changed")
                    .isZero();
        }
    }

    private void breakAndCheck(Break each, String path, Runnable serves) {
        live.application.write(path, each.text);
        var line = "ERROR " + home.resolve(path) + ":" + each.place;
        await(each.mistake)
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(live.log.messages())
                        .anyMatch(message -> message.startsWith(line)
                                && message.contains(each.word)
                                && message.contains("docs/errors.md#" + each.mistake)
                                && message.contains("The last good version of it runs")));
        live.awaitReady(ready -> assertThat(ready).contains("\"badFiles\":[\"" + path + ":" + each.place));
        serves.run();
    }

    private void awaitServed(Load load, Load.Arrivals arrivals) {
        var fresh = load.last();
        await("a fresh domain with the last good version")
                .atMost(LIMIT)
                .until(() -> arrivals.firstOfDomain.containsKey(fresh));
    }

    private void awaitHello() {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(live.application.get("/hello").body()).isEqualTo("hello"));
    }

    private void assertNothingLeft(int requests) {
        assertThat(live.application.application().context().getRoute("certm8")).isNull();
        assertThat(live.application.application().context().getRoute("hello")).isNull();
        assertThat(live.requestsFor("certm8")).as("no request of later changes").hasSize(requests);
        assertThat(
                        live.database.rows(
                                "SELECT name FROM orchestratorm8.scanner WHERE name = 'certm8' AND (on_change OR cron IS NOT NULL)"))
                .isEmpty();
    }

    private int takeoverm8Open() {
        return live.database.count(
                "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'takeoverm8' AND state <> 'done'");
    }

    private static void print(Load load, Load.Arrivals others, int[] at, long firstMillis) {
        var spans = Map.of(
                "before any change",
                new int[] {0, at[0]},
                "while files change",
                new int[] {at[0], at[2]},
                "afterwards",
                new int[] {at[2], at[3]});
        System.out.printf(
                "live change under load: %d domains, lost %d, duplicated %d; save to first message %d ms; load average %.1f%n",
                at[3],
                at[3] - others.firstOfDomain.size(),
                others.duplicated(),
                firstMillis,
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
        spans.forEach((name, span) -> System.out.printf(
                "  %s: commit to consumer p50/p99/max %s ms of %d%n",
                name, load.delays(others, span[0], span[1]), span[1] - span[0]));
    }
}
