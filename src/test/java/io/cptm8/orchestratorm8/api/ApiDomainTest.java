package io.cptm8.orchestratorm8.api;

import static io.cptm8.orchestratorm8.api.Client.json;
import static io.cptm8.orchestratorm8.api.KeyedApplication.OPERATOR;
import static io.cptm8.orchestratorm8.api.KeyedApplication.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A domain is found by its id and by whatever name it is called, the same over HTTP as by the command, and never another one. */
class ApiDomainTest {

    @TempDir
    private static Path home;

    private static KeyedApplication application;
    private static TestDatabase database;
    private static Client client;

    @BeforeAll
    static void start() {
        application = new KeyedApplication(home);
        database = application.database();
        client = application.as(VIEWER);
        // No route of this name claims what is asked of it.
        database.execute("INSERT INTO orchestratorm8.scanner (name, on_change) VALUES ('certm8', true)");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void anew() {
        database.execute("DELETE FROM cptm8domain");
    }

    private static void add(String name) {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + name.replace("'", "''") + "')");
    }

    private static String idOf(String name) {
        return database.ask("SELECT id FROM cptm8domain WHERE name = '" + name.replace("'", "''") + "'");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example.com,         SHOP.Example.com",
        "shop.example.com,         shop.example.com.",
        "shop.example.com,         SHOP.EXAMPLE.COM.",
        "Shop.Example.com,         shop.example.com",
        "dotted.example.com.,      dotted.example.com",
        "bücher.example,           bücher.example",
        "bücher.example,           BÜCHER.example.",
        "bücher.example,           xn--bcher-kva.example",
        "bücher.example,           XN--BCHER-KVA.EXAMPLE",
        "xn--bcher-kva.example,    bücher.example",
        "faß.example,              xn--fa-hia.example",
    })
    void a_domain_is_found_by_every_name_that_is_the_same_to_the_dns(String name, String called) {
        add("other.example.com");
        add(name);
        foundBy(called, idOf(name));
    }

    private static void foundBy(String called, String id) {
        assertThat(json(client.get("/api/domains/" + encoded(called))).get("id").asText())
                .isEqualTo(id);
        assertThat(json(client.get("/api/domains/" + encoded(called) + "/status"))
                        .get("domain")
                        .asText())
                .isEqualTo(id);
        foundAsParameter(called, id);
    }

    private static void foundAsParameter(String called, String id) {
        assertThat(application.why(called).get("domain").asText()).isEqualTo(id);
        assertThat(client.get("/api/requests?domain=" + encoded(called)).statusCode())
                .isEqualTo(200);
        var run = application
                .as(OPERATOR)
                .post(
                        "/api/runs",
                        new ObjectMapper()
                                .createObjectNode()
                                .put("scanner", "certm8")
                                .put("domain", called)
                                .put("dryRun", true)
                                .toString());
        assertThat(json(run).at("/domains/0/domain").asText()).as(run.body()).isEqualTo(id);
        assertThat(json(run).get("total").asInt()).isEqualTo(1);
    }

    @Test
    void of_names_that_are_the_same_to_the_dns_the_one_that_is_written_like_this_is_meant() {
        for (var name : List.of("SHOP.example.com", "shop.example.com", "shop.example.com.")) {
            add(name);
        }
        for (var name : List.of("SHOP.example.com", "shop.example.com", "shop.example.com.")) {
            foundBy(name, idOf(name));
        }
        // A name that looks like the id of another takes nobody there.
        var id = idOf("shop.example.com");
        add(id);
        foundBy(id, id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody.example",
                "fass.example",
                "xn--fass.example",
                "00000000-0000-0000-0000-000000000000",
                "%",
                "shop%",
                "s_op.example.com",
                "' OR true --",
                "…",
                "nobody..",
                "\uFF0E"
            })
    void a_name_that_nobody_has_is_a_problem_and_never_another_domain_or_all(String called) {
        add("shop.example.com");
        add("faß.example");
        for (var path : List.of(
                "/api/domains/" + encoded(called),
                "/api/domains/" + encoded(called) + "/status",
                "/api/requests?domain=" + encoded(called))) {
            var answer = client.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(json(answer).get("detail").asText()).isEqualTo("There is no such domain.");
        }
        assertThat(application.why(called)).isNull();
        var run = application
                .as(OPERATOR)
                .post("/api/runs", "{\"scanner\":\"certm8\",\"domain\":\"" + called + "\",\"dryRun\":true}");
        assertThat(run.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b\"c<d>.example",
                "it's; DROP TABLE x --",
                "100%25.example",
                "?query=1#x&y",
                "..;",
                "\u202Egro.elpmaxe",
                "🦊.example",
                "*.example.com"
            })
    void odd_characters_are_characters(String name) {
        add(name);
        foundBy(name, idOf(name));
        foundBy(idOf(name), idOf(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b.example", "a\\b.example", "..", "a\nb.example"})
    void what_cannot_be_a_part_of_an_address_is_found_by_its_id_and_as_a_parameter(String name) {
        add(name);
        foundBy(idOf(name), idOf(name));
        foundAsParameter(name, idOf(name));
        assertThat(Raw.send(
                                application.port(),
                                "GET /api/domains/" + encoded(name) + "/status HTTP/1.1",
                                "Host: localhost",
                                "Authorization: Bearer " + VIEWER.key())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void what_comes_and_goes_between_two_pages_moves_nothing_else_in_or_out() {
        for (var name : List.of("b.example", "d.example", "f.example", "h.example")) {
            add(name);
        }
        var names = new ArrayList<String>();
        var page = json(client.get("/api/domains?limit=2"));
        names.addAll(page.get("items").findValuesAsText("name"));
        for (var name : List.of("a.example", "c.example", "e.example", "i.example")) {
            add(name);
        }
        database.execute("DELETE FROM cptm8domain WHERE name IN ('b.example', 'd.example')");
        while (!page.get("next").isNull()) {
            page = json(client.get(
                    "/api/domains?limit=2&after=" + encoded(page.get("next").asText())));
            names.addAll(page.get("items").findValuesAsText("name"));
        }

        assertThat(names).containsExactly("b.example", "d.example", "e.example", "f.example", "h.example", "i.example");
    }
}
