package io.cptm8.orchestratorm8.deploy;

import static io.cptm8.orchestratorm8.deploy.Routes.perDomain;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scanners' files that come out of a mounted config map: links through one link, which is exchanged. */
class ConfigMapTest {

    @TempDir
    private Path home;

    @AutoClose
    private Live live;

    @Test
    void an_exchanged_link_changes_what_changed_and_nothing_else() throws IOException {
        live = Live.in(home, application -> mount(home.resolve("routes/scanners")));
        live.awaitRunning("certm8");
        var scanners = home.resolve("routes/scanners");
        var other = live.application.application().context().getRoute("sslm8");

        version(scanners, "..2", perDomain("certm8", "{ name: body, value: bare }", "{ name: content, value: name }"));
        exchange(scanners, "..2");

        live.awaitExchanged("certm8", 1);
        live.addDomain("shop.example.com");
        assertThat(live.wire.take("qcertm8", 1))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("{\"name\":\"shop.example.com\"}"));
        assertThat(live.application.application().context().getRoute("sslm8")).isSameAs(other);
        assertThat(live.log.messages()).noneMatch(line -> line.startsWith("ERROR"));
    }

    private static void mount(Path scanners) {
        try {
            version(scanners, "..1", perDomain("certm8"));
            exchange(scanners, "..1");
            for (var name : new String[] {"certm8.yaml", "sslm8.yaml"}) {
                Files.createSymbolicLink(scanners.resolve(name), Path.of("..data", name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void version(Path scanners, String folder, String certm8) throws IOException {
        Files.createDirectories(scanners.resolve(folder));
        Files.writeString(scanners.resolve(folder).resolve("certm8.yaml"), certm8);
        Files.writeString(scanners.resolve(folder).resolve("sslm8.yaml"), perDomain("sslm8"));
    }

    private static void exchange(Path scanners, String folder) throws IOException {
        var link = Files.createSymbolicLink(scanners.resolve("..data_tmp"), Path.of(folder));
        Files.move(link, scanners.resolve("..data"), ATOMIC_MOVE);
    }
}
