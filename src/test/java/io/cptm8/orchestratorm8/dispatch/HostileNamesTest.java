package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that somebody wrote who means harm, through the whole application with a scanner of one message a domain. */
@Timeout(120)
class HostileNamesTest {

    private static final List<String> HOSTILE = List.of(
            "",
            ".",
            " ",
            "-rf.example.com",
            "*.example.com",
            "_dmarc.example.com",
            "localhost",
            "intranet",
            "db.internal",
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "::1",
            "[::1]",
            "10.0.0.0/8",
            "169.254.169.254",
            "metadata.google.internal",
            "co.uk",
            "github.io",
            "any.ck",
            "公司.cn",
            "com",
            "'; DROP TABLE cptm8domain; --",
            "x' OR '1'='1",
            "$(id).example.com",
            "`id`.example.com",
            "a;id",
            "a|id",
            "${env:HOME}.example.com",
            "${bean:broker?method=close}",
            "{{orchestratorm8.database.schema}}",
            "#{7*7}.example.com",
            "http://example.com/",
            "user:pw@example.com",
            "example.com:443",
            "example.com\r\nX-Header: y",
            "\u001B[2Jexample.com",
            "moc.\u202Eelpmaxe",
            "exam\u200Bple.com",
            "\u0430pple.com",
            "\uFF53hop.example.com",
            "a".repeat(64) + ".example.com",
            ("a".repeat(60) + ".").repeat(5) + "com",
            "xn--a.example.com",
            "{\"name\":\"x\"}",
            "\"",
            "\\",
            "<script>",
            "a\tb.example.com",
            "\uD83D\uDCA9.example.com");

    private static final List<String> COMPANIES = List.of(
            "\"},\"status\":\"complete\",{\"",
            "'; DROP TABLE cptm8domain; --",
            "back\\slash \\u0000 \\n",
            "line\r\nline\ttab \u001B[2J",
            "\u202Eright\u2066\u200B",
            "\uD83D\uDCA9 \u2028\u2029",
            "${body} {{x}} #{7*7}",
            "</script>",
            "x".repeat(20_000));

    private final TestDatabase database = TestDatabase.fresh();
    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    void every_hostile_name_is_parked_with_a_reason_and_every_other_arrives_as_it_is() throws SQLException {
        database.execute("ALTER TABLE cptm8domain ALTER COLUMN name TYPE text, ALTER COLUMN companyname TYPE text");
        var companies = new LinkedHashMap<String, String>();
        COMPANIES.forEach(company -> companies.put("good" + companies.size() + ".example.com", company));
        try (var application = new TestApplication(home, database, broker)
                        .withTakeoverm8()
                        .edit("routes/scanners/takeoverm8.yaml", "id,name,companyname", "id,name,companyname,unicode")
                        .startAndAwaitReady();
                var wire = Wire.to(broker)) {
            insert(HOSTILE, "Evil");
            for (var good : companies.entrySet()) {
                insert(List.of(good.getKey()), good.getValue());
            }
            insert(List.of("bücher.example.com"), "Bücher");

            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'waiting'") == 0);

            var arrived = new LinkedHashMap<String, String>();
            wire.drain("qtakeoverm8").stream().map(HostileNamesTest::json).forEach(message -> {
                assertThat(message).containsOnlyKeys("id", "name", "companyname", "unicode");
                arrived.put(message.get("name"), message.get("companyname"));
            });
            companies.put("xn--bcher-kva.example.com", "Bücher");
            assertThat(arrived).containsExactlyInAnyOrderEntriesOf(companies);

            assertThat(
                            database.rows(
                                    "SELECT d.name FROM orchestratorm8.parked p JOIN cptm8domain d ON d.id = p.domain_id WHERE p.scanner = 'takeoverm8'"))
                    .containsExactlyInAnyOrderElementsOf(HOSTILE);
            assertThat(database.rows("SELECT last_error FROM orchestratorm8.parked"))
                    .allSatisfy(reason -> assertThat(reason)
                            .hasSizeBetween(10, 200)
                            .matches("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Co}]+"));
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    private void insert(List<String> names, String company) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.prepareStatement(
                        "INSERT INTO cptm8domain (name, companyname) SELECT name, ? FROM unnest(?::text[]) AS names (name)")) {
            statement.setString(1, company);
            statement.setArray(2, connection.createArrayOf("text", names.toArray()));
            statement.execute();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> json(Received message) {
        try {
            return new ObjectMapper().readValue(message.body(), Map.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(message.text(), e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
