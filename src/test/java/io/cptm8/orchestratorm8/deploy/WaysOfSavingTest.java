package io.cptm8.orchestratorm8.deploy;

import static io.cptm8.orchestratorm8.deploy.Live.pathOf;
import static io.cptm8.orchestratorm8.deploy.Routes.perDomain;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everybody's way to save a file: each ends in one exchange of the right text. */
class WaysOfSavingTest {

    private static final String BARE =
            perDomain("certm8", "{ name: body, value: bare }", "{ name: content, value: name }");

    @TempDir
    private Path home;

    @AutoClose
    private Live live;

    @BeforeEach
    void start() {
        live = Live.in(home);
        live.deploy("certm8");
    }

    private void assertBareIsInUse() {
        live.awaitExchanged("certm8", 1);
        live.addDomain("shop.example.com");
        assertThat(live.wire.take("qcertm8", 1))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("{\"name\":\"shop.example.com\"}"));
        assertThat(live.ready()).doesNotContain("badFiles");
        assertThat(live.log.messages()).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void in_place() throws IOException {
        Files.writeString(live.file(pathOf("certm8")), BARE);
        assertBareIsInUse();
    }

    @Test
    void to_a_temporary_file_that_is_renamed_over_the_old_one() throws IOException {
        var temporary = Files.writeString(live.file("routes/scanners/.certm8.yaml.tmp"), BARE);
        Files.move(temporary, live.file(pathOf("certm8")), ATOMIC_MOVE);
        assertBareIsInUse();
    }

    @Test
    void as_vim_does_with_a_swap_file_a_probe_and_a_backup() throws IOException {
        var file = live.file(pathOf("certm8"));
        Files.writeString(file.resolveSibling(".certm8.yaml.swp"), "b0VIM 9.1");
        Files.delete(Files.writeString(file.resolveSibling("4913"), ""));
        Files.move(file, file.resolveSibling("certm8.yaml~"), REPLACE_EXISTING);
        Files.writeString(file, BARE);
        Files.delete(file.resolveSibling(".certm8.yaml.swp"));
        assertBareIsInUse();
    }

    @Test
    void as_emacs_does_with_a_lock_that_leads_nowhere_and_an_autosave() throws IOException {
        var file = live.file(pathOf("certm8"));
        Files.createSymbolicLink(file.resolveSibling(".#certm8.yaml"), Path.of("me@here.4711:1"));
        Files.writeString(file.resolveSibling("#certm8.yaml#"), BARE + "half");
        Files.writeString(file, BARE);
        assertBareIsInUse();
    }

    @Test
    void in_two_halves_with_a_short_pause() throws IOException {
        var file = live.file(pathOf("certm8"));
        var half = BARE.indexOf("      - { name: key") + 12;
        Files.writeString(file, BARE.substring(0, half));
        // A pause that is shorter than two looks, awaited by the time that the file itself has.
        var written = Files.getLastModifiedTime(file).toMillis();
        org.awaitility.Awaitility.await()
                .pollDelay(java.time.Duration.ZERO)
                .pollInterval(java.time.Duration.ofMillis(5))
                .until(() -> System.currentTimeMillis() - written > 120);
        Files.writeString(file, BARE.substring(half), StandardOpenOption.APPEND);
        assertBareIsInUse();
    }

    @Test
    void half_a_file_that_stays_half_is_wrong_and_what_ran_runs() throws IOException {
        var file = live.file(pathOf("certm8"));
        var half = BARE.indexOf("      - { name: key") + 12;
        Files.writeString(file, BARE.substring(0, half));
        live.awaitLog("certm8.yaml:");
        live.assertServes("certm8", "half.example.com");
        Files.writeString(file, BARE.substring(half), StandardOpenOption.APPEND);
        live.awaitExchanged("certm8", 1);
        live.awaitNothingWrong();
    }

    @Test
    void a_renamed_file_is_another_scanner() throws IOException {
        var file = live.file(pathOf("certm8"));
        Files.writeString(live.file("new.yaml"), perDomain("sslm8"));
        Files.delete(file);
        Files.move(live.file("new.yaml"), live.file(pathOf("sslm8")));
        live.awaitRunning("sslm8");
        live.awaitGone("certm8");
        live.addDomain("shop.example.com");
        assertThat(live.wire.take("qsslm8", 1)).hasSize(1);
        assertThat(live.requestsFor("certm8")).isEmpty();
        assertThat(live.application.application().context().getRoute("certm8")).isNull();
    }

    @Test
    void a_file_that_is_renamed_and_still_says_its_old_name_is_wrong_and_tells_its_line() throws IOException {
        Files.move(live.file(pathOf("certm8")), live.file(pathOf("sslm8")));
        live.awaitLog("routes/scanners/sslm8.yaml:3:14");
        live.awaitGone("certm8");
        assertThat(live.application.application().context().getRoute("sslm8")).isNull();
    }

    @Test
    void another_ending_is_the_same_scanner() throws IOException {
        Files.move(live.file(pathOf("certm8")), live.file("routes/scanners/certm8.yml"));
        live.awaitLog("runs no more");
        live.awaitRunning("certm8");
        live.assertServes("certm8", "yml.example.com");
    }
}
