package io.cptm8.orchestratorm8.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.AmqpTimeoutException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

class ConnectionFactoriesTest {

    @TempDir
    private Path home;

    private Installation installation;

    @BeforeEach
    void install() {
        installation = Installation.in(home);
    }

    private CachingConnectionFactory pool(Map<String, String> environment) {
        return ConnectionFactories.pool(
                new SettingsReader(home, environment).read().rabbitmq(), new SimpleMeterRegistry());
    }

    @Test
    void as_shipped_2_connections_are_kept_10_are_the_most_and_each_has_1000_channels() {
        var pool = pool(Map.of());

        assertThat(pool.getConnectionCacheSize()).isEqualTo(2);
        // The pool does not tell its limit: the last of these tests sees that it keeps the setting.
        assertThat(new SettingsReader(home, Map.of()).read().rabbitmq().maximumConnections())
                .isEqualTo(10);
        assertThat(pool.getRabbitConnectionFactory().getRequestedChannelMax()).isEqualTo(1000);
    }

    @Test
    void what_the_file_says_of_waits_is_what_the_client_has() {
        installation
                .edit("application.properties", "rabbitmq.connect-timeout = 5s", "rabbitmq.connect-timeout = 4s")
                .edit("application.properties", "rabbitmq.heartbeat = 10s", "rabbitmq.heartbeat = 7s");
        var client = pool(Map.of()).getRabbitConnectionFactory();

        assertThat(client.getConnectionTimeout()).isEqualTo(4_000);
        assertThat(client.getHandshakeTimeout()).isEqualTo(4_000);
        assertThat(client.getChannelRpcTimeout()).isEqualTo(4_000);
        assertThat(client.getShutdownTimeout()).isEqualTo(4_000);
        assertThat(client.getNioParams().getWriteEnqueuingTimeoutInMs()).isEqualTo(4_000);
        assertThat(client.getRequestedHeartbeat()).isEqualTo(7);
    }

    @Test
    void one_connection_more_than_the_most_is_refused_in_time_and_so_is_one_channel_more() throws Exception {
        installation
                .edit("application.properties", "rabbitmq.pool.maximum = 10", "rabbitmq.pool.maximum = 3")
                .edit("application.properties", "rabbitmq.channels = 1000", "rabbitmq.channels = 4")
                .edit("application.properties", "rabbitmq.connect-timeout = 5s", "rabbitmq.connect-timeout = 2s");
        var broker = TestBroker.shared().newVirtualHost();
        var environment = new HashMap<String, String>();
        environment.put("RABBITMQ_HOSTNAME", broker.host());
        environment.put("RABBITMQ_PORT", Integer.toString(broker.port()));
        environment.put("RABBITMQ_VHOST", broker.virtualHost());
        environment.put("RABBITMQ_USERNAME", broker.user());
        environment.put("RABBITMQ_PASSWORD", broker.password());
        var pool = pool(environment);
        try {
            var connection = pool.createConnection();
            for (var more = 2; more <= 3; more++) {
                pool.createConnection();
            }

            assertThatThrownBy(pool::createConnection).isInstanceOf(AmqpTimeoutException.class);
            for (var channel = 1; channel <= 4; channel++) {
                assertThat(connection.getDelegate().createChannel()).isNotNull();
            }
            assertThat(connection.getDelegate().createChannel()).isNull();
        } finally {
            pool.destroy();
        }
    }
}
