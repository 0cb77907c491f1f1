package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and passwords with every character that an address, a placeholder or a shell would act on. */
@RealRabbitMq
class AnyPasswordTest {

    private static final String USER = "us@:/%{}{{x}}'\" \\ä€+&?#";
    private static final String PASSWORD = "p@:/%{}{{env:HOME}}${x}'\" \\ä€+&?#RAW(x)";

    @TempDir
    private Path home;

    @Test
    void both_services_let_us_in_whatever_characters_our_user_and_password_have() {
        var database = TestDatabase.fresh();
        var user = '"' + USER.replace("\"", "\"\"") + '"';
        database.executeAsSuperuser("CREATE ROLE " + user + " LOGIN PASSWORD '" + PASSWORD.replace("'", "''")
                + "' IN ROLE " + database.address().user());
        var broker = TestBroker.shared().newVirtualHost();
        var node = TestBroker.shared().node();
        node.eval("rabbit_auth_backend_internal:add_user(%s, %s, <<\"test\">>)"
                .formatted(binary(USER), binary(PASSWORD)));
        node.eval(
                "rabbit_auth_backend_internal:set_permissions(%s, <<\"%s\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"test\">>)"
                        .formatted(binary(USER), broker.virtualHost()));

        try (var application = new TestApplication(home, database, broker)
                .environment("POSTGRESQL_USERNAME", USER)
                .environment("POSTGRESQL_PASSWORD", PASSWORD)
                .environment("RABBITMQ_USERNAME", USER)
                .environment("RABBITMQ_PASSWORD", PASSWORD)
                .startAndAwaitReady()) {
            assertThat(application.get("/ready").statusCode()).isEqualTo(200);
            assertThat(
                            database.rows(
                                    "SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name LIKE 'orchestratorm8%' AND datname = current_database()"))
                    .containsExactly(USER);
        }
    }

    /** In ASCII, so that it does not matter which encoding a command line has. */
    private static String binary(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> Integer.toString(bytes[i] & 0xff))
                .collect(Collectors.joining(",", "<<", ">>"));
    }
}
