package io.cptm8.orchestratorm8.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LostAtOnceTest {

    /** A proxy whose server is down lets us in and hangs up; the client's own I/O loop for all connections ends of it. */
    @Test
    void a_broker_is_reached_after_a_hundred_connections_that_were_lost_while_they_were_set_up() throws IOException {
        var broker = TestBroker.shared().newVirtualHost();
        var connections = ConnectionFactories.pool(
                new Settings.RabbitMq(
                        broker.host(),
                        broker.port(),
                        broker.virtualHost(),
                        new Settings.Credentials(broker.user(), broker.password()),
                        2,
                        10,
                        64,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(50),
                        ""),
                new SimpleMeterRegistry());
        try (var hangingUp = new ServerSocket(0, 50, InetAddress.getByName(broker.host()))) {
            var acceptor = new Thread(() -> hangUp(hangingUp), "hanging-up");
            acceptor.setDaemon(true);
            acceptor.start();
            connections.setPort(hangingUp.getLocalPort());
            for (var attempt = 0; attempt < 100; attempt++) {
                assertThatThrownBy(connections::createConnection).isNotNull();
            }

            connections.setPort(broker.port());
            try (var connection = connections.createConnection()) {
                assertThat(connection.isOpen()).isTrue();
            }
        } finally {
            connections.destroy();
        }
    }

    private static void hangUp(ServerSocket server) {
        while (!server.isClosed()) {
            try (var client = server.accept()) {
                // Closing then resets.
                client.setSoLinger(true, 0);
            } catch (IOException gone) {
                // the client was faster, or the test is over
            }
        }
    }
}
