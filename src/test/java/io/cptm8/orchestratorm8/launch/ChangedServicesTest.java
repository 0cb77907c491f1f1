package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.dispatch.ClaimTerms;
import io.cptm8.orchestratorm8.http.Ready;
import io.cptm8.orchestratorm8.metrics.Meters;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.Wire;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a changed file asks for reaches those who do it, without a restart. */
@Timeout(120)
class ChangedServicesTest {

    @TempDir
    private Path home;

    @Test
    void ready_asks_for_the_consumer_and_a_claim_takes_the_batch_that_the_file_has_now() throws Exception {
        var broker = TestBroker.shared().newVirtualHost();
        var installation = Installation.in(home);
        var environment = new HashMap<>(Map.of(
                "RABBITMQ_HOSTNAME", broker.host(),
                "RABBITMQ_PORT", Integer.toString(broker.port()),
                "RABBITMQ_VHOST", broker.virtualHost(),
                "RABBITMQ_USERNAME", broker.user(),
                "RABBITMQ_PASSWORD", broker.password(),
                "POSTGRESQL_HOSTNAME", "127.0.0.1",
                "POSTGRESQL_PORT", "1"));
        var reader = new SettingsReader(home, environment);
        try (var services = new Services(reader.read(), Clock.systemUTC(), Meters.bare());
                var wire = Wire.to(broker)) {
            wire.channel().queueDeclare("qwaiting", false, false, false, null);
            services.claimTerms.put(ring());
            var settings = new RunTimeSettings(reader.read(), reader::read, services::use);
            assertThat(ready(services)).contains("\"rabbitmq\":\"healthy\"");
            assertThat(batch(services)).isEqualTo(1000);

            installation
                    .edit("application.properties", "require-consumer =", "require-consumer = qwaiting")
                    .edit("application.properties", "dispatch.batch = 1000", "dispatch.batch = 7");
            assertThat(settings.reread()).isPresent();
            assertThat(ready(services)).contains("nobody consumes qwaiting", "\"rabbitmq\":\"unhealthy\"");
            assertThat(batch(services)).isEqualTo(7);

            installation.edit("application.properties", "require-consumer = qwaiting", "require-consumer =");
            assertThat(settings.reread()).isPresent();
            assertThat(ready(services)).contains("\"rabbitmq\":\"healthy\"");
            assertThat(batch(services)).isEqualTo(7);
        }
    }

    private static String ready(Services services) throws Exception {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        ((Ready) services.names().get("ready")).process(exchange);
        return exchange.getMessage().getBody(String.class);
    }

    private static int batch(Services services) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId("one");
        ((ClaimTerms) services.names().get("claimTerms")).process(exchange);
        return exchange.getMessage().getHeader("batch", Integer.class);
    }

    private static Scanner ring() {
        return new Scanner(
                "one",
                Path.of("one.yaml"),
                "ring-start",
                "cptm8",
                "qone",
                List.of("cptm8.one.#"),
                Map.of(),
                "cptm8.one.get.scan",
                true,
                Optional.empty(),
                Duration.ZERO,
                1,
                true,
                Map.of());
    }
}
