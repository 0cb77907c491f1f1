package io.cptm8.orchestratorm8.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cptm8.orchestratorm8.testing.YamlJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain route can be opened and drawn in Kaoto: it holds only entries that Kaoto edits, in Camel's own form. */
class KaotoTest {

    private static final Set<String> ENTRIES = Set.of("route", "from", "beans", "rest", "routeConfiguration");

    private static final JsonSchema CAMEL = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(KaotoTest.class.getResourceAsStream("/schema/camelYamlDsl.json"));

    static List<Path> plain() {
        return new RouteFiles(Path.of("routes")).plain();
    }

    @ParameterizedTest
    @MethodSource("plain")
    void a_plain_file_holds_only_what_kaoto_edits(Path file) throws IOException {
        assertThat(YamlJson.of(Files.readString(file)))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(ENTRIES).containsAll(entry::fieldNames));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void a_plain_file_is_in_camels_own_form(Path file) throws IOException {
        assertThat(CAMEL.validate(YamlJson.of(Files.readString(file)))).isEmpty();
    }

    @Test
    void camels_form_refuses_a_misspelt_step() {
        assertThat(CAMEL.validate(
                        YamlJson.of("- route: { from: { uri: \"timer:x\", steps: [ { proces: { ref: x } } ] } }")))
                .isNotEmpty();
    }

    @Test
    void the_schema_beside_the_routes_is_not_taken_for_a_route() {
        assertThat(Path.of("routes/scanner.schema.json")).exists();
        assertThat(plain()).isNotEmpty().allMatch(file -> file.toString().endsWith(".yaml"));
    }
}
