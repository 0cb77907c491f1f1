package io.cptm8.orchestratorm8.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.rabbitmq.ConnectionFactories;
import io.cptm8.orchestratorm8.testing.Pgbouncer;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RealRabbitMq
@Timeout(120)
class AtStartTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path home;

    @Test
    void on_an_instance_s_own_connections_the_same_is_found_in_short() throws Exception {
        try (var patient = new Patient(
                        home, TestDatabase.fresh(), TestBroker.shared().newVirtualHost());
                var pool = Databases.pool(patient.application.settings().database())) {
            var factory =
                    ConnectionFactories.pool(patient.application.settings().rabbitmq(), new SimpleMeterRegistry());
            try (var broker = new Broker(factory, Duration.ofMillis(200))) {
                var doctor = patient.doctor(Clock.systemUTC());
                assertThat(doctor.atStart(pool, broker).findings()).isEmpty();

                patient.database.execute("ALTER TABLE cptm8domain DISABLE TRIGGER orchestratorm8_insert");
                patient.stopConsuming("qnum8");
                var begun = System.nanoTime();
                var report = doctor.atStart(pool, broker);
                System.out.printf("The doctor in short took %d ms%n", (System.nanoTime() - begun) / 1_000_000);
                assertThat(report.findings())
                        .extracting(Finding::ailment)
                        .containsExactly(Ailment.TRIGGER_DISABLED, Ailment.QUEUE_WITHOUT_CONSUMER);
                // What was asked on channels has left the instance's connection as it was.
                assertThat(broker.accepting()).isTrue();
            } finally {
                factory.destroy();
            }
        }
    }

    @Test
    void a_pooler_in_transaction_mode_is_an_error_and_one_in_session_mode_is_none() {
        Pgbouncer.require();
        var database = TestDatabase.fresh();
        try (var transaction = Pgbouncer.before(database.address(), directory, "transaction");
                var session = Pgbouncer.before(database.address(), directory, "session")) {
            assertThat(ailments(transaction.address())).contains(Ailment.POOLER);
            assertThat(ailments(session.address())).doesNotContain(Ailment.POOLER, Ailment.DATABASE_AWAY);
            assertThat(ailments(database.address())).doesNotContain(Ailment.POOLER, Ailment.DATABASE_AWAY);
        }
    }

    private static List<Ailment> ailments(DatabaseAddress address) {
        var settings = PreparedDatabase.settings(address);
        var notes = new Notes();
        new DatabaseExamination(settings, Databases.readers(settings, "doctor"), Clock.systemUTC(), notes)
                .look(List.of(), true);
        return notes.report().findings().stream().map(Finding::ailment).toList();
    }
}
