package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broker and database may be several servers, each with a port of its own. */
class HostsTest {

    @TempDir
    private Path home;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            mq                              | mq:5000
            mq:5673                         | mq:5673
            a, b:1 ,c                       | a:5000, b:1, c:5000
            10.0.0.1:5,10.0.0.2             | 10.0.0.1:5, 10.0.0.2:5000
            ::1                             | [::1]:5000
            [::1]                           | [::1]:5000
            [2001:db8::1]:7,mq              | [2001:db8::1]:7, mq:5000
            fe80::1%eth0                    | [fe80::1%eth0]:5000
            abc:12                          | abc:12
            """)
    void a_list_is_read_and_a_server_without_port_has_the_common_one(String text, String hosts) {
        var settings = Reading.shipped(home, "RABBITMQ_HOSTNAME", text, "RABBITMQ_PORT", "5000");

        assertThat(settings.rabbitmq().where()).isEqualTo(hosts);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a,b c      | "b c" is neither
            a,b:0      | "b:0" is neither
            a,b:65536  | "b:65536" is neither
            a,b:x      | "b:x" is neither
            a,[b]:1    | "[b]:1" is neither
            a,,b       | there is nothing between two commas
            a,         | there is nothing between two commas or at an end
            a,b,a      | "a" is there twice
            """)
    void a_part_that_is_wrong_is_named_with_its_key(String text, String fault) {
        for (var key : new String[] {"rabbitmq.host", "database.host"}) {
            assertThat(new Reading(home)
                            .line("orchestratorm8." + key + " = " + text)
                            .problems())
                    .singleElement()
                    .asString()
                    .contains("application.properties:1", "orchestratorm8." + key, fault);
        }
    }

    @Test
    void the_addresses_have_all_of_them() {
        var settings = Reading.shipped(
                home, "RABBITMQ_HOSTNAME", "a,[::1]:7", "POSTGRESQL_HOSTNAME", "x:1,y", "POSTGRESQL_PORT", "2");

        assertThat(settings.rabbitmq().address()).isEqualTo("amqp://a:5672,[::1]:7/");
        assertThat(settings.database().address()).isEqualTo("jdbc:postgresql://x:1,y:2/cptm8");
    }
}
