package io.cptm8.orchestratorm8.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;

/** The options whose value names a bean are those of Camel's steps. */
class ReferencesTest {

    /** Told by their ends, or no names of beans. */
    private static final Set<String> LEFT_OUT =
            Set.of("logger" /* the log's category */, "readMessageId" /* a value of one format */);

    @Test
    void every_option_of_a_step_that_takes_an_object_is_known() throws IOException {
        var objects = objects();

        assertThat(objects).containsKeys("aggregationStrategy", "executorService", "idempotentRepository");
        objects.forEach((option, step) -> assertThat(References.isName(option) || LEFT_OUT.contains(option))
                .as(step + " " + option)
                .isTrue());
    }

    /** Options that take an object by name, each with a step that has it; data formats and beans are others' matter. */
    private static Map<String, String> objects() throws IOException {
        var jar = URI.create("jar:"
                + RouteDefinition.class.getProtectionDomain().getCodeSource().getLocation());
        var objects = new TreeMap<String, String>();
        try (var model = FileSystems.newFileSystem(jar, Map.of());
                var files = Files.walk(model.getPath("META-INF/org/apache/camel/model"))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                var json = new ObjectMapper().readTree(Files.readString(file));
                if (json.at("/model/label").asText().contains("dataformat")) {
                    continue;
                }
                for (var option : json.get("properties").properties()) {
                    if (option.getValue().path("kind").asText().equals("attribute")
                            && option.getValue().path("type").asText().equals("object")) {
                        objects.put(option.getKey(), file.getFileName().toString());
                    }
                }
            }
        }
        return objects;
    }
}
