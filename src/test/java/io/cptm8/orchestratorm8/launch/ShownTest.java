package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.testing.Installation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownTest {

    @TempDir
    private Path checkout;

    @Test
    void what_http_shows_does_not_say_where_the_installation_or_its_source_is() {
        Installation.in(checkout);
        var home = checkout.resolve("target/orchestratorm8");
        var shown = Services.shown(new SettingsReader(home, checkout, Map.of()).read());

        assertThat(shown.apply(checkout + "/routes/scanners/x.yaml:3: wrong, see " + home + "/log/orchestratorm8.log"))
                .isEqualTo("routes/scanners/x.yaml:3: wrong, see log/orchestratorm8.log");
    }
}
