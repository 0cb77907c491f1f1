package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @TempDir
    private Path home;

    private Path secrets;

    @BeforeEach
    void makeFolder() throws IOException {
        secrets = Files.createDirectory(home.resolve("secrets"));
    }

    private Reading reading() {
        return new Reading(home).line("orchestratorm8.secrets.directory = secrets");
    }

    @Test
    void the_three_files_of_the_compose_stack_are_read() throws IOException {
        Files.writeString(secrets.resolve("rabbitmq_username"), "u");
        Files.writeString(secrets.resolve("rabbitmq_password"), "p");
        Files.writeString(secrets.resolve("postgresql_user_password"), "q");

        var settings = reading().read();

        assertThat(settings.rabbitmq().credentials()).isEqualTo(new Settings.Credentials("u", "p"));
        assertThat(settings.database().credentials()).isEqualTo(new Settings.Credentials("cpt_dbuser", "q"));
    }

    @Test
    void the_folder_is_run_secrets_unless_the_file_says_otherwise() throws IOException {
        assertThat(Files.readString(Path.of("application.properties")))
                .contains("orchestratorm8.secrets.directory = /run/secrets");
        assertThat(new SettingsReader(write("# nothing"), java.util.Map.of())
                        .read()
                        .properties())
                .containsEntry("orchestratorm8.secrets.directory", "/run/secrets");
    }

    private Path write(String text) throws IOException {
        Files.writeString(home.resolve("application.properties"), text);
        return home;
    }

    @Test
    void the_environment_wins_over_a_file() throws IOException {
        Files.writeString(secrets.resolve("rabbitmq_password"), "from the file");

        assertThat(reading()
                        .environment("RABBITMQ_PASSWORD", "from the environment")
                        .read()
                        .rabbitmq()
                        .credentials()
                        .password())
                .isEqualTo("from the environment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\n", "secret\r\n", "secret"})
    void one_line_end_at_the_end_is_not_part_of_the_secret(String content) throws IOException {
        Files.writeString(secrets.resolve("rabbitmq_password"), content);

        assertThat(reading().read().rabbitmq().credentials().password()).isEqualTo("secret");
    }

    @Test
    void everything_else_is_part_of_the_secret() throws IOException {
        Files.writeString(secrets.resolve("rabbitmq_password"), " {{x}} ä€ \\n$1\t\n\n");

        assertThat(reading().read().rabbitmq().credentials().password()).isEqualTo(" {{x}} ä€ \\n$1\t\n");
    }

    @Test
    void secrets_that_cannot_be_read_are_named_together_with_every_other_problem() throws IOException {
        Files.createDirectory(secrets.resolve("rabbitmq_password"));
        Files.write(
                secrets.resolve("postgresql_user_password"), new byte[] {'c', 'a', 'n', 'a', 'r', 'y', (byte) 0xff});

        var problems = reading().line("orchestratorm8.http.port = 0").problems();

        assertThat(problems).hasSize(3);
        assertThat(problems)
                .anyMatch(problem ->
                        problem.contains("rabbitmq_password") && problem.contains("or set RABBITMQ_PASSWORD"));
        assertThat(problems)
                .anyMatch(problem -> problem.contains("postgresql_user_password") && !problem.contains("canary"));
        assertThat(problems).anyMatch(problem -> problem.contains("orchestratorm8.http.port"));
    }
}
