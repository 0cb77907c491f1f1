package io.cptm8.orchestratorm8.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassiveRoutesTest {

    @Test
    void what_writes_down_the_receipts_is_called_by_others() throws IOException {
        assertThat(PassiveRoutes.only(Files.readString(Path.of("routes/settle.yaml"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gauges", "http", "ring", "schedule"})
    void what_begins_by_itself_is_told(String file) throws IOException {
        assertThat(PassiveRoutes.only(Files.readString(Path.of("routes", file + ".yaml"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "- [", "- rest: { path: /x }", "- from: { uri: 'timer:x' }", "- route: { from: 'timer:x' }"})
    void what_is_not_certainly_called_by_others_stays_out(String yaml) {
        assertThat(PassiveRoutes.only(yaml)).isFalse();
    }
}
