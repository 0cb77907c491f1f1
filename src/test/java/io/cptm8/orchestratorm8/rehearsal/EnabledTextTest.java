package io.cptm8.orchestratorm8.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnabledTextTest {

    private static final String FILE = """
            # 🔭 looks; enabled: never mind
            - templatedRoute:
                routeTemplateRef: per-domain
                routeId: x
                parameters:
                  - { name: queue, value: enabled }
                  - { name: enabled, value: %s } # why
                  - { name: key, value: "false" }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"false", "\"false\"", "'false'", "\"{{orchestratorm8.scanners.x.enabled}}\""})
    void only_the_value_of_enabled_is_another(String value) {
        var enabled = EnabledText.of(FILE.formatted(value));

        assertThat(enabled.text()).isEqualTo(FILE.formatted("\"true\""));
        assertThat(enabled.replaced()).contains(value.replaceAll("[\"']", ""));
    }

    @Test
    void what_is_enabled_stays_as_it_is() {
        assertThat(EnabledText.of(FILE.formatted("true")).replaced()).isEmpty();
        assertThat(EnabledText.of(FILE.replace("enabled, value: %s", "body, value: bare"))
                        .replaced())
                .isEmpty();
    }
}
