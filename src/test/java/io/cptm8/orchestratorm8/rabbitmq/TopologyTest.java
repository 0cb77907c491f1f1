package io.cptm8.orchestratorm8.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** What is on the broker after a start, as the broker itself lists it. */
@RealRabbitMq
@Timeout(120)
class TopologyTest {

    private static final String ONE_WAITING = "[{\"x-max-length\",1},{\"x-overflow\",\"reject-publish\"}]";

    private final BrokerAddress broker = TestBroker.shared().newVirtualHost();

    @TempDir
    private Path home;

    @Test
    void the_platforms_exchanges_queues_and_bindings_are_declared_and_nothing_else_but_the_observer() {
        try (var application = new TestApplication(home, TestDatabase.fresh(), broker).startAndAwaitReady()) {
            assertThat(list("list_exchanges", "name", "type", "durable", "auto_delete", "internal", "arguments"))
                    .filteredOn(exchange -> !exchange.startsWith("amq.")
                            && !exchange.startsWith("\t")
                            && !exchange.startsWith("orchestratorm8."))
                    .containsExactlyInAnyOrder(
                            "cptm8\ttopic\ttrue\tfalse\tfalse\t[]",
                            "notification\ttopic\ttrue\tfalse\tfalse\t[]",
                            "scheduler\ttopic\ttrue\tfalse\tfalse\t[]");
            assertThat(list("list_queues", "name", "durable", "auto_delete", "exclusive", "arguments"))
                    .filteredOn(queue -> !queue.startsWith("orchestratorm8."))
                    .containsExactlyInAnyOrder(
                            "qasmm8\ttrue\tfalse\tfalse\t" + ONE_WAITING,
                            "qnaabum8\ttrue\tfalse\tfalse\t" + ONE_WAITING,
                            "qkatanam8\ttrue\tfalse\tfalse\t" + ONE_WAITING,
                            "qnum8\ttrue\tfalse\tfalse\t" + ONE_WAITING,
                            "qreportingm8\ttrue\tfalse\tfalse\t[]");
            assertThat(list(
                            "list_bindings",
                            "source_name",
                            "destination_kind",
                            "destination_name",
                            "routing_key",
                            "arguments"))
                    .filteredOn(binding -> !binding.startsWith("\t") && !binding.contains("orchestratorm8."))
                    .containsExactlyInAnyOrder(
                            "cptm8\tqueue\tqasmm8\tcptm8.asmm8.#\t[]",
                            "cptm8\tqueue\tqnaabum8\tcptm8.naabum8.#\t[]",
                            "cptm8\tqueue\tqkatanam8\tcptm8.katanam8.#\t[]",
                            "cptm8\tqueue\tqnum8\tcptm8.num8.#\t[]",
                            "scheduler\tqueue\tqreportingm8\tscheduler.qreportingm8.#\t[]");
        }
    }

    @Test
    void what_is_declared_again_is_what_the_broker_took_and_not_what_it_refused() throws IOException {
        try (var own = new Broker(new CachingConnectionFactory(broker.connectionFactory()), Duration.ofMillis(50));
                var wire = Wire.to(broker)) {
            var topology = new Topology(own);
            assertThatThrownBy(() -> topology.declareAgain("num8"))
                    .hasMessage("the broker has never taken what the file of num8 declares");
            topology.declare(PreparedDatabase.ringScanner("num8", "asmm8"));
            assertThatThrownBy(() -> topology.declare(PreparedDatabase.scanner("num8")))
                    .isInstanceOf(TopologyException.class);
            wire.channel().queueDelete("qnum8");

            topology.declareAgain("num8");

            assertThat(list("list_queues", "name", "arguments")).containsExactly("qnum8\t" + ONE_WAITING);
            assertThat(wire.publish("cptm8", "cptm8.num8.get.scan", "start").take("qnum8", 1))
                    .hasSize(1);
        }
    }

    @Test
    void queues_made_as_the_go_services_make_them_are_used_as_they_are() {
        try (var wire = Wire.to(broker)) {
            wire.topic("cptm8").topic("scheduler");
            List.of("asmm8", "naabum8", "katanam8", "num8")
                    .forEach(service -> wire
                            // A Go int; which width it has on the wire is the library's affair, and the broker compares
                            // values.
                            .queue("q" + service, Map.of("x-max-length", 1L, "x-overflow", "reject-publish"))
                            .bind("q" + service, "cptm8", "cptm8." + service + ".#"));
            wire.queue("qreportingm8").bind("qreportingm8", "scheduler", "scheduler.qreportingm8.#");
            wire.publish("cptm8", "cptm8.asmm8.get.scan", "waiting since before");
        }

        try (var application = new TestApplication(home, TestDatabase.fresh(), broker).startAndAwaitReady()) {
            assertThat(application.get("/ready").body()).doesNotContain("stopped");
        }

        try (var wire = Wire.to(broker)) {
            assertThat(wire.drain("qasmm8"))
                    .singleElement()
                    .satisfies(message -> assertThat(message.text()).isEqualTo("waiting since before"));
        }
    }

    private List<String> list(String what, String... columns) {
        var command = new ArrayList<>(List.of("--quiet", "--vhost", broker.virtualHost(), what));
        command.addAll(List.of(columns));
        return TestBroker.shared()
                .node()
                .ctl(command.toArray(String[]::new))
                .lines()
                .filter(line -> !line.equals(String.join("\t", columns)))
                // Arguments come in any order.
                .map(line -> line.replace("[{\"x-overflow\",\"reject-publish\"},{\"x-max-length\",1}]", ONE_WAITING))
                .toList();
    }
}
