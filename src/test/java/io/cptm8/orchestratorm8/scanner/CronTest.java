package io.cptm8.orchestratorm8.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0/15 * * * ?",
                "0 0 3 * * ?",
                "0 30 22 ? * MON-FRI",
                "0 0 0 L * ?",
                "0 0 0 L-3 * ?",
                "0 0 12 ? * 6#3",
                "0 0 0 15W * ?",
                "0 0 0 1 1 ? 2030",
                "5,35 10-50/5 0-23 1 1-12 ?"
            })
    void what_quartz_documents_is_taken(String expression) {
        assertThat(Cron.fault(expression, clock)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 99 * * ?|has 99 as its hour, which goes from 0 to 23",
                "0 99 3 * * ?|has 99 as its minute, which goes from 0 to 59",
                "60 0 3 * * ?|has 60 as its second, which goes from 0 to 59",
                "0 0 3 1-32 * ?|has 32 as its day of month, which goes from 1 to 31",
                "0 0 3 ? * 8|has 8 as its day of week, which goes from 1 to 7",
                "0 0 3 31 2 ?|never comes true",
                "0 0 3 * * ? 2020|never comes true",
                "* * * * *|must have six fields",
                "0 0 3 x * ?|is not a Quartz cron expression"
            })
    void what_quartz_would_take_for_something_else_is_refused(String expression, String fault) {
        assertThat(Cron.fault(expression, clock))
                .hasValueSatisfying(said -> assertThat(said.says()).contains(fault));
    }
}
