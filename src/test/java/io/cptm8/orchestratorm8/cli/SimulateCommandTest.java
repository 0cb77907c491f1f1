package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.embedded.EmbeddedBroker;
import io.cptm8.orchestratorm8.embedded.ScanPace;
import io.cptm8.orchestratorm8.embedded.SimulatedScanners;
import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.Installation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person uses it beside a launch, of which here only the broker and the scanners run. */
@Timeout(60)
class SimulateCommandTest {

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    @TempDir
    private Path home;

    private EmbeddedBroker broker;
    private SimulatedScanners scanners;
    private EmbeddedFile file;

    @BeforeEach
    void launch() throws Exception {
        Installation.in(home);
        broker = new EmbeddedBroker(EmbeddedBroker.CPTM8_QUEUES);
        scanners = new SimulatedScanners(
                broker.address(), ScanPace.READABLE, new PrintStream(lines, true, StandardCharsets.UTF_8));
        scanners.start();
        var at = broker.address();
        file = EmbeddedFile.in(home)
                .write(Map.of(
                        // Not asked: it is enough that somebody is there.
                        "POSTGRESQL_HOSTNAME", at.host(),
                        "POSTGRESQL_PORT", "" + at.port(),
                        "RABBITMQ_HOSTNAME", at.host(),
                        "RABBITMQ_PORT", "" + at.port(),
                        "RABBITMQ_VHOST", at.virtualHost(),
                        "RABBITMQ_USERNAME", at.user(),
                        "RABBITMQ_PASSWORD", at.password()));
    }

    @AfterEach
    void end() {
        file.close();
        scanners.close();
        broker.close();
    }

    @Test
    void a_scanner_is_told_and_the_launch_says_so() {
        var told = Cli.run(home, "simulate", "stall", "naabum8");

        assertThat(told.err()).isEmpty();
        assertThat(told.exitCode()).isZero();
        assertThat(told.out())
                .isEqualToIgnoringNewLines("naabum8 takes its start and does not hand over until: simulate normal.");
        assertThat(lines.toString(StandardCharsets.UTF_8)).contains("naabum8    told to stall");
    }

    @Test
    void what_is_no_scanner_ends_with_1_and_what_cannot_be_simulated_with_2() {
        var scanner = Cli.run(home, "simulate", "stall", "nmap8");
        assertThat(scanner.exitCode()).isEqualTo(1);
        assertThat(scanner.out()).isEmpty();
        assertThat(scanner.err())
                .startsWith("There is no simulated scanner nmap8; there are asmm8, ")
                .endsWith("Nothing was told." + System.lineSeparator());

        var conduct = Cli.run(home, "simulate", "stal", "naabum8");
        assertThat(conduct.exitCode()).isEqualTo(2);
        assertThat(conduct.err())
                .contains(
                        "There is no \"stal\" to simulate; there are normal, die, stall, warn, double. Nothing was told.");
    }

    @Test
    void without_a_launch_that_brings_its_services_along_nothing_is_told() {
        scanners.close();
        await().until(() -> Cli.run(home, "simulate", "die").exitCode() == 2);
        assertThat(Cli.run(home, "simulate", "die").err())
                .contains("has no simulated scanners", "Nothing was told.", "orchestratorm8 launch --embedded");

        broker.close();
        assertThat(Cli.run(home, "simulate", "die").err())
                .contains("the launch --embedded that wrote it is gone", "Nothing was told.");

        file.close();
        var none = Cli.run(home, "simulate", "die");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err())
                .contains(
                        "no launch --embedded runs from this installation",
                        "Nothing was told.",
                        "Start one with: orchestratorm8 launch --embedded");
    }
}
