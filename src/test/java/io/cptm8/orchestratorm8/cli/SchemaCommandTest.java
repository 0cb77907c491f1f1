package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {

    @TempDir
    private Path home;

    @Test
    void the_schema_of_what_is_shipped_is_the_one_beside_the_routes() throws IOException {
        Installation.in(home);

        var schema = Cli.run(home, "schema");

        assertThat(schema.exitCode()).isZero();
        assertThat(schema.out()).isEqualTo(Files.readString(Path.of("routes/scanner.schema.json")));
        assertThat(schema.err()).isEmpty();
    }

    @Test
    void a_changed_template_is_in_it() {
        Installation.in(home)
                .edit("routes/templates/per-domain.yaml", "defaultValue: \"100000\"", "defaultValue: \"77\"");

        assertThat(Cli.run(home, "schema").out()).contains("\"default\" : \"77\"");
    }

    @Test
    void without_templates_there_is_none() {
        var schema = Cli.run(home, "schema", "--routes", home.toString());

        assertThat(schema.exitCode()).isEqualTo(2);
        assertThat(schema.out()).isEmpty();
        assertThat(schema.err()).contains(home.resolve("templates") + " has no template that can be read");
    }
}
