package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN = List.of(
            "process",
            "marshal",
            "cron",
            "waitingGauges",
            "spring-rabbitmq",
            "orchestratorm8.environment",
            "orchestratorm8.database.schema",
            "orchestratorm8.dispatch.sweep",
            "orchestratorm8.dispatch.look-again",
            "orchestratorm8.scanners.other.rate");

    @ParameterizedTest
    @CsvSource({
        "proces, process",
        "porcess, process",
        "PROCESS, process",
        "crn, cron",
        "waitngGauge, waitingGauges",
        "spring-rabitmq, spring-rabbitmq",
        "springrabbit, spring-rabbitmq",
        "orchestratorm8.database.schem, orchestratorm8.database.schema",
        "orchestratorm8.dispatch.swep, orchestratorm8.dispatch.sweep",
        "orchestratorm8.dispatch.lookagain, orchestratorm8.dispatch.look-again",
        "orchestatorm8.database.schema, orchestratorm8.database.schema",
        "orchestratorm8.databse.shema, orchestratorm8.database.schema",
        "orchestratorm8.enviroment, orchestratorm8.environment"
    })
    void what_was_meant_is_named(String word, String meant) {
        assertThat(Nearest.to(word, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "exec",
        "crontab",
        "orchestratorm8.scanners.mine",
        "orchestratorm8.scanners.mine.rate",
        "orchestratorm8.dispatch.slot",
        "orchestatorm8.scanners.mine",
        "orchestratorm8.engine"
    })
    void what_is_only_long_is_not_near(String word) {
        assertThat(Nearest.to(word, KNOWN)).isEmpty();
    }
}
