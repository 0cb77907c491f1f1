package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.deploy.Inspector;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.testing.Installation;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted although it is needed, which only a program that runs can tell. */
class NeededTest {

    @TempDir
    private Path home;

    @Test
    void what_is_needed_and_gone_is_said_as_the_page_says_it_and_goes_on_running() throws IOException {
        Installation.in(home);
        var settings = new SettingsReader(home, home, Map.of()).read();
        var routes = new RouteFiles(home.resolve("routes"));
        var running = Check.inspection(settings, routes.read());
        assertThat(running.allFaults()).isEmpty();
        var settle = home.resolve("routes/settle.yaml");
        var template = home.resolve("routes/templates/ring-start.yaml");
        Files.delete(settle);
        Files.delete(template);

        var now = new Inspector(new Rules(settings, Set.of())).inspect(routes.read(), running.good(), Map.of());

        assertThat(now.allFaults()).extracting(Fault::mistake).containsOnly(Mistake.NEEDED);
        assertThat(now.holds(settle)).isTrue();
        assertThat(now.holds(template)).isTrue();
        var page = Files.readString(Path.of("docs/errors.md"));
        for (var fault : now.allFaults()) {
            assertThat(page).contains(fault.text().replace(home + "/", ""));
        }
        assertThat(now.allFaults()).hasSize(2);
    }
}
