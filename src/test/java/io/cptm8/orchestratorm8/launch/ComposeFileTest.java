package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.config.SettingsReader;
import io.cptm8.orchestratorm8.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What docker-compose.yml says, as far as it can be seen without containers. */
class ComposeFileTest {

    private final Map<String, Object> file = file();

    private static Map<String, Object> file() {
        try {
            return map(new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(Path.of("docker-compose.yml"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    /** A service with what it shares with the others, which YAML's {@code <<} merges. */
    private Map<String, Object> service(String name) {
        var own = map(map(file.get("services")).get(name));
        var service = new LinkedHashMap<>(own.containsKey("<<") ? map(own.get("<<")) : Map.of());
        service.putAll(own);
        return service;
    }

    @Test
    void it_has_this_service_postgresql_and_rabbitmq_with_management() {
        assertThat(map(file.get("services"))).containsOnlyKeys("orchestratorm8", "postgresql", "rabbitmq");
        assertThat(service("postgresql").get("image")).asString().startsWith("postgres:15");
        assertThat(service("rabbitmq").get("image"))
                .asString()
                .startsWith("rabbitmq:")
                .endsWith("-management");
    }

    @Test
    void nobody_is_root_nor_can_write_to_the_root_file_system_nor_has_a_capability() {
        assertThat(map(file.get("services")).keySet()).map(this::service).allSatisfy(service -> {
            assertThat(service.get("user")).asString().matches("[1-9]\\d*:[1-9]\\d*");
            assertThat(service).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
        });
    }

    @Test
    void it_waits_for_the_health_of_both_and_its_image_tells_its_own() throws IOException {
        assertThat(service("postgresql")).containsKey("healthcheck");
        assertThat(service("rabbitmq")).containsKey("healthcheck");
        assertThat(map(service("orchestratorm8").get("depends_on")))
                .containsEntry("postgresql", Map.of("condition", "service_healthy"))
                .containsEntry("rabbitmq", Map.of("condition", "service_healthy"));
        assertThat(Files.readString(Path.of("Dockerfile")))
                .containsPattern("(?m)^HEALTHCHECK (.*\\\\\n)*.* CMD .*GET /health");
    }

    @Test
    void the_files_that_make_secrets_makes_are_its_secrets_and_are_read_and_no_variable_holds_one(@TempDir Path home)
            throws Exception {
        var script = Files.createDirectories(home.resolve("deploy/compose")).resolve("make-secrets");
        Files.copy(Path.of("deploy/compose/make-secrets"), script);
        var making = new ProcessBuilder("sh", script.toString()).inheritIO().start();
        assertThat(making.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(making.exitValue()).isZero();
        var mounted = Files.createDirectory(home.resolve("secrets"));
        var made = new HashMap<String, String>();
        for (var name : (List<?>) service("orchestratorm8").get("secrets")) {
            var from = home.resolve(
                    map(map(file.get("secrets")).get(name)).get("file").toString());
            made.put(name.toString(), Files.readString(from));
            Files.copy(from, mounted.resolve(name.toString()));
        }
        var environment = new HashMap<String, String>();
        map(service("orchestratorm8").get("environment")).forEach((name, value) -> environment.put(name, "" + value));
        Installation.in(home)
                .edit("application.properties", "secrets.directory = /run/secrets", "secrets.directory = secrets");

        var settings = new SettingsReader(home, environment).read();

        assertThat(environment.keySet()).noneMatch(name -> name.contains("PASSWORD"));
        assertThat(made.values()).doesNotHaveDuplicates().noneMatch(String::isBlank);
        assertThat(settings.database().credentials())
                .isEqualTo(new Settings.Credentials("cpt_dbuser", made.get("postgresql_user_password")));
        assertThat(settings.rabbitmq().credentials())
                .isEqualTo(new Settings.Credentials(made.get("rabbitmq_username"), made.get("rabbitmq_password")));
        assertThat(map(file.get("services")))
                .containsKeys(settings.database().host(), settings.rabbitmq().host());
    }
}
