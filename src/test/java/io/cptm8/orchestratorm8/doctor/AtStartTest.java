package io.cptm8.orchestratorm8.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.rabbitmq.ConnectionFactories;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.RealRabbitMq;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

@RealRabbitMq
@Timeout(120)
class AtStartTest {

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
    void a_pooler_that_answers_from_another_session_is_an_error() throws SQLException {
        var database = TestDatabase.fresh();
        var settings = PreparedDatabase.settings(database.address());
        try (var told = database.connect()) {
            var notes = new Notes();
            // As a pooler does it: the number is of one session, the answers are of another.
            DataSource pooler = exchanging(Databases.readers(settings, "doctor"), told.unwrap(PGConnection.class));
            new DatabaseExamination(settings, pooler, Clock.systemUTC(), notes).look(List.of(), true);
            assertThat(notes.report().findings()).extracting(Finding::ailment).contains(Ailment.POOLER);
            var direct = new Notes();
            new DatabaseExamination(settings, Databases.readers(settings, "doctor"), Clock.systemUTC(), direct)
                    .look(List.of(), true);
            assertThat(direct.report().findings()).extracting(Finding::ailment).doesNotContain(Ailment.POOLER);
        }
    }

    private static DataSource exchanging(DataSource real, PGConnection other) {
        return proxy(DataSource.class, real, other);
    }

    private static <T> T proxy(Class<T> type, Object target, PGConnection other) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("unwrap")) {
                        return other;
                    }
                    try {
                        var answer = method.invoke(target, arguments);
                        return answer instanceof Connection ? proxy(Connection.class, answer, other) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
