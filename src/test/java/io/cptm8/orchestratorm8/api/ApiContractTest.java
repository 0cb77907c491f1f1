package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.api.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.why.AnswerJson;
import io.cptm8.orchestratorm8.why.WhyNot;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program does what the contract says, all of it and nothing else. */
class ApiContractTest {

    private static final Contract CONTRACT = new Contract();
    private static final NewKey ADMIN = NewKey.of("ada", Role.ADMIN);

    @TempDir
    private static Path home;

    private static TestDatabase database;
    private static TestApplication application;
    private static Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        database.execute("""
                INSERT INTO cptm8domain (name, companyname, enabled) VALUES
                    ('a.example.com', 'Example', true), ('b.example.com', NULL, true), ('c.example.com', NULL, false),
                    ('bücher.example', NULL, true), ('127.0.0.1', NULL, true)""");
        application = new TestApplication(home, database, TestBroker.shared().newVirtualHost()).withTakeoverm8();
        Client.writeKeys(home, ADMIN.line());
        application.startAndAwaitReady();
        client = new Client(application.port(), ADMIN.key());
        org.awaitility.Awaitility.await()
                .until(() -> database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'parked'") > 0);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    /** It never ends, and has tests of its own. */
    private static boolean isStream(Operation operation) {
        return operation.id().equals("watch-overview");
    }

    private static Operation operation(String id) {
        return CONTRACT.operations().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_operation_is_answered_as_the_contract_says() throws Exception {
        var schema = new AnswerSchema(CONTRACT);
        database.execute("""
                INSERT INTO orchestratorm8.run (ring, begun_at, begun_by) VALUES ('asmm8', now(), 'somebody')""");
        database.execute("""
                INSERT INTO orchestratorm8.hop (run, scanner, begun_at) SELECT max(id), 'naabum8', now() FROM orchestratorm8.run""");
        var parked = database.rows("SELECT id FROM orchestratorm8.request WHERE state = 'parked' ORDER BY id");
        var calls = new HashMap<String, HttpResponse<String>>();
        calls.put(
                "hold-scanner",
                client.post("/api/holds", "{\"scanner\":\"asmm8\",\"reason\":\"a change of the platform\"}"));
        for (var id : List.of(
                "show-overview",
                "list-domains",
                "list-scanners",
                "list-instances",
                "list-rings",
                "list-runs",
                "list-parked",
                "list-holds",
                "openapi-yaml",
                "openapi-json")) {
            calls.put(id, client.get("/" + String.join("/", operation(id).path())));
        }
        calls.put("show-domain", client.get("/api/domains/b%C3%BCcher.example"));
        calls.put("show-status", client.get("/api/domains/a.example.com/status"));
        calls.put("list-requests", client.get("/api/requests?domain=a.example.com"));
        calls.put("run-scanner", client.post("/api/runs", "{\"scanner\":\"asmm8\",\"domain\":\"a.example.com\"}"));
        calls.put("retry-parked", client.post("/api/parked/" + parked.get(0) + "/retry", null));
        calls.put("drop-parked", client.post("/api/parked/" + parked.get(1) + "/drop", "{\"why\":\"an address\"}"));
        calls.put("resume-scanner", client.send("DELETE", "/api/holds/asmm8", null));
        calls.put("resume-all", client.post("/api/resume", null));
        calls.put("list-audit", client.get("/api/audit?limit=6"));

        assertThat(calls.keySet())
                .containsExactlyInAnyOrderElementsOf(CONTRACT.operations().stream()
                        .filter(each -> !isStream(each))
                        .map(Operation::id)
                        .toList());
        for (var each : calls.entrySet()) {
            assertThat(schema.faults(operation(each.getKey()), each.getValue()))
                    .as(each.getKey())
                    .isEmpty();
            assertThat(each.getValue().headers().allValues("cache-control")).containsExactly("no-store");
            assertThat(each.getValue().headers().allValues("x-content-type-options"))
                    .containsExactly("nosniff");
            assertThat(each.getValue().headers().map().keySet()).noneMatch(name -> name.startsWith("camel"));
        }
        assertThat(json(calls.get("show-status")).at("/scanners/0/hold/reason").asText())
                .isEqualTo("a change of the platform");
        assertThat(json(calls.get("list-runs")).at("/items/0/hops/0/scanner").asText())
                .isEqualTo("naabum8");
        assertThat(json(calls.get("list-audit")).at("/items").findValuesAsText("action"))
                .containsExactly("resume", "resume", "parked drop", "parked retry", "run", "hold");
        assertThat(json(calls.get("list-audit")).at("/items").findValuesAsText("who"))
                .containsOnly("ada");
    }

    @Test
    void there_is_a_route_for_each_operation_and_no_other() throws Exception {
        var inFile = new TreeSet<String>();
        var route = Pattern.compile(
                        "id: ([a-z-]+)\\s+from:\\s+uri: platform-http:(\\S+)\\s+parameters: \\{ httpMethodRestrict: ([A-Z]+) }")
                .matcher(Files.readString(Path.of("routes/api.yaml")));
        while (route.find()) {
            inFile.add(route.group(1) + " " + route.group(3) + " " + route.group(2));
        }
        var inContract = new TreeSet<String>();
        CONTRACT.operations().stream()
                .filter(each -> !isStream(each))
                .forEach(
                        each -> inContract.add(each.id() + " " + each.method() + " /" + String.join("/", each.path())));

        assertThat(inFile).isEqualTo(inContract);
        for (var each : CONTRACT.operations()) {
            assertThat(each.role() == Role.VIEW || each.changes() || each.id().equals("list-audit"))
                    .as("who looks needs view, who changes operate: " + each.id())
                    .isTrue();
            assertThat(each.changes() && each.role() == Role.VIEW).as(each.id()).isFalse();
        }
    }

    @Test
    void pages_follow_each_other_by_name_until_there_is_no_next() {
        var names = new ArrayList<String>();
        var after = "";
        do {
            var page = json(client.get("/api/domains?limit=2" + after));
            names.addAll(page.get("items").findValuesAsText("name"));
            after = page.get("next").isNull()
                    ? null
                    : "&after="
                            + java.net.URLEncoder.encode(
                                    page.get("next").asText(), java.nio.charset.StandardCharsets.UTF_8);
        } while (after != null);

        assertThat(names).containsExactlyElementsOf(database.rows("SELECT name FROM cptm8domain ORDER BY name, id"));
    }

    @Test
    void what_is_later_still_moves_no_page_of_what_has_the_latest_first() {
        for (int i = 0; i < 4; i++) {
            client.post("/api/resume", null);
        }
        var first = json(client.get("/api/audit?limit=2"));
        client.post("/api/resume", null);
        var second = json(client.get("/api/audit?limit=1&after=" + first.get("next")));

        assertThat(second.at("/items/0/id").asLong())
                .isEqualTo(first.at("/items/1/id").asLong() - 1);
    }

    @Test
    void domains_are_found_by_a_part_of_their_name_and_by_whether_they_are_enabled() {
        assertThat(json(client.get("/api/domains?query=EXAMPLE.c")).get("items").findValuesAsText("name"))
                .containsExactly("a.example.com", "b.example.com", "c.example.com");
        assertThat(json(client.get("/api/domains?query=example.c&enabled=false"))
                        .get("items")
                        .findValuesAsText("name"))
                .containsExactly("c.example.com");
        // What would be a wildcard of SQL is a character like others.
        for (var wild : List.of("%25", "_", "a_example", "%5C", "a%25com")) {
            assertThat(json(client.get("/api/domains?query=" + wild)).get("items"))
                    .as(wild)
                    .isEmpty();
        }
        assertThat(json(client.get("/api/domains?enabled=true&limit=1"))
                        .get("next")
                        .isNull())
                .isFalse();
        var id = database.ask("SELECT id FROM cptm8domain WHERE name = 'a.example.com'");
        assertThat(json(client.get("/api/domains/" + id))).isEqualTo(json(client.get("/api/domains/a.example.com")));
    }

    @Test
    void what_the_contract_does_not_say_is_a_problem_that_says_so() {
        var wrong = Map.ofEntries(
                Map.entry("/api/nothing", 404),
                Map.entry("/api", 404),
                Map.entry("/api/domains/nobody.example", 404),
                Map.entry("/api/domains/nobody.example/status", 404),
                Map.entry("/api/requests?domain=nobody.example", 404),
                Map.entry("/api/domains?limit=0", 400),
                Map.entry("/api/domains?limit=1001", 400),
                Map.entry("/api/domains?limit=many", 400),
                Map.entry("/api/domains?limit=1&limit=2", 400),
                Map.entry("/api/domains?limt=1", 400),
                Map.entry("/api/domains?after=x", 400),
                Map.entry("/api/domains?query=%00", 400),
                Map.entry("/api/domains?CamelSqlQuery=SELECT", 400),
                Map.entry("/api/requests", 400));
        wrong.forEach((path, status) -> {
            var answer = client.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(status);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(json(answer).get("status").asInt()).isEqualTo(status);
            assertThat(json(answer).get("detail").asText()).isNotBlank();
            assertThat(json(answer).get("instance").asText()).isEqualTo(path.replaceFirst("\\?.*", ""));
            assertThat(answer.body()).doesNotContain("Exception", "io.cptm8", "\tat ");
        });
        assertThat(client.send("GET", "/api/domains", null, "Accept", "text/html")
                        .statusCode())
                .isEqualTo(406);
        assertThat(client.send("GET", "/api/domains", null, "Accept", "text/html, */*;q=0.1")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_status_is_what_the_command_says() {
        var id = database.ask("SELECT id FROM cptm8domain WHERE name = 'c.example.com'");
        var answer = new WhyNot(application.settings().database()).ask(id).orElseThrow();

        assertThat(json(client.get("/api/domains/c.example.com/status")).toString())
                .isEqualTo(new ObjectMapper().valueToTree(AnswerJson.of(answer)).toString());
    }
}
