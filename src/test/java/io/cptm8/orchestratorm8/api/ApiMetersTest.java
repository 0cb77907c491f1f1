package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.api.KeyedApplication.ADMIN;
import static io.cptm8.orchestratorm8.api.KeyedApplication.OPERATOR;
import static io.cptm8.orchestratorm8.api.KeyedApplication.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the metrics say of the API, in labels whose number nobody who calls can raise. */
class ApiMetersTest {

    private static final Pattern LABEL = Pattern.compile("operation=\"([^\"]*)\"");

    @TempDir
    private static Path home;

    private static KeyedApplication application;

    @BeforeAll
    static void start() {
        application = new KeyedApplication(home);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void keys() {
        application.giveKeys();
    }

    private static List<String> series() {
        return application
                .application()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("orchestratorm8_api_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
    }

    private static double calls(String operation, String status) {
        return application
                .application()
                .metric(
                        "orchestratorm8_api_seconds_count",
                        "operation=\"" + operation + "\"",
                        "status=\"" + status + "\"");
    }

    private static Map<String, String> refused() {
        return application
                .application()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("orchestratorm8_api_refused_total{"))
                .collect(Collectors.toMap(
                        line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')),
                        line -> line.substring(line.lastIndexOf(' ') + 1)));
    }

    /** A call ends once its answer has been written, which is after its caller has it. */
    private static void counted(Runnable call, String operation, String status) {
        var before = calls(operation, status);
        call.run();
        await().untilAsserted(() -> assertThat(calls(operation, status))
                .as(operation + " " + status)
                .isEqualTo(before + 1));
    }

    @Test
    void each_call_is_timed_by_its_operation_and_how_it_ended() {
        counted(() -> application.as(VIEWER).get("/api/domains?query=x"), "list-domains", "2xx");
        counted(() -> application.as(VIEWER).get("/api/domains?limit=0"), "list-domains", "4xx");
        counted(() -> application.as(VIEWER).get("/api/domains/nobody.example"), "show-domain", "4xx");
        counted(() -> application.as(OPERATOR).post("/api/parked/999/retry", null), "retry-parked", "4xx");
        counted(() -> application.as(OPERATOR).post("/api/resume", null), "resume-all", "2xx");
        counted(() -> application.as(VIEWER).post("/api/resume", null), "resume-all", "4xx");
        counted(() -> application.as(null).get("/api/domains"), "none", "4xx");

        assertThat(series()).anyMatch(line -> line.startsWith("orchestratorm8_api_seconds_bucket{"));
    }

    @Test
    void each_refusal_is_counted_by_its_reason() throws Exception {
        refusedBy(Reason.NO_KEY, () -> application.as(null).get("/api/domains"));
        refusedBy(
                Reason.WRONG_KEY,
                () -> new Client(
                                application.port(), NewKey.of("eve", Role.ADMIN).key())
                        .get("/api/domains"));
        refusedBy(Reason.SMALL_ROLE, () -> application.as(VIEWER).get("/api/audit"));
        refusedBy(
                Reason.OTHER_SERVER,
                () -> application.as(OPERATOR).post("/api/resume", null, "Sec-Fetch-Site", "cross-site"));
        refusedBy(Reason.NO_SUCH_ADDRESS, () -> application.as(VIEWER).get("/api/nothing"));
        refusedBy(Reason.NO_SUCH_ADDRESS, () -> application.as(VIEWER).send("PUT", "/api/domains", null));
        refusedBy(Reason.MALFORMED, () -> application.as(VIEWER).get("/api/domains?limit=0"));
        Files.setPosixFilePermissions(home.resolve("api-keys"), PosixFilePermissions.fromString("rw-rw-rw-"));
        refusedBy(Reason.UNFIT_KEYS, () -> application.as(VIEWER).get("/api/domains"));
        application.takeKeys();
        refusedBy(Reason.NO_KEYS, () -> application.as(null).post("/api/resume", null));
        refusedBy(
                Reason.NOT_FROM_HERE,
                () -> application.as(null).send("GET", "/api/domains", null, "X-Forwarded-For", "127.0.0.1"));
    }

    private static void refusedBy(Reason reason, Runnable call) {
        var expected = refused();
        call.run();
        expected.computeIfPresent(reason.text(), (text, count) -> Double.toString(Double.parseDouble(count) + 1));
        assertThat(refused())
                .isEqualTo(expected)
                .containsOnlyKeys(Stream.of(Reason.values()).map(Reason::text).toList());
    }

    @Test
    void whatever_is_called_there_are_no_more_labels_than_operations_and_reasons() {
        counted(() -> application.as(ADMIN).get("/api/nothing-0"), "none", "4xx");
        counted(() -> application.as(ADMIN).get("/api/domains/nobody-0.example"), "show-domain", "4xx");
        var before = series();
        var counted = calls("none", "4xx");
        for (int i = 1; i < 20; i++) {
            application.as(ADMIN).get("/api/nothing-" + i);
        }
        await().untilAsserted(() -> assertThat(calls("none", "4xx")).isEqualTo(counted + 19));
        counted(() -> application.as(ADMIN).get("/api/domains/nobody-1.example"), "show-domain", "4xx");

        assertThat(series()).isEqualTo(before);
        var operations =
                new Contract().operations().stream().map(Operation::id).collect(Collectors.toCollection(TreeSet::new));
        operations.add("none");
        assertThat(series().stream()
                        .map(LABEL::matcher)
                        .filter(java.util.regex.Matcher::find)
                        .map(label -> label.group(1)))
                .isSubsetOf(operations);
    }
}
