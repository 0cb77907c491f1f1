package io.cptm8.orchestratorm8.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.yaml.Mistake;
import java.nio.file.Path;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real routes that real Camel refuses. */
class CamelFaultTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: { uri: 'direct:a', parameters: { tmeout: 1 } } | tmeout  | timeout",
                "to: 'drect:y'                                      | drect:y | direct:y",
                "process: { ref: nobody }                           | nobody  |",
                "process: { ref: waitngGauges }                     | waitngGauges | waitingGauges",
                "setBody: { simple: 'a ${body' }                    | a ${body |"
            })
    void the_word_that_camel_complains_of_is_pointed_at(String step, String word, String nearest) throws Exception {
        var line = "        - " + step;
        var text = "- route:\n    id: x\n    from:\n      uri: direct:a\n      steps:\n" + line + "\n";
        try (var context = new DefaultCamelContext()) {
            context.start();
            var thrown = org.assertj.core.api.Assertions.catchException(
                    () -> PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("x.yaml", text)));

            var fault = CamelFault.of(
                    Path.of("x.yaml"), text, thrown, Mistake.CANNOT_BE_BUILT, Set.of("waitingGauges", "claimed"));

            assertThat(fault.mistake()).isEqualTo(Mistake.CANNOT_BE_BUILT);
            assertThat(fault.word()).isEqualTo(word);
            assertThat(fault.line()).isEqualTo(6);
            assertThat(fault.column()).isEqualTo(line.indexOf(word) + 1);
            assertThat(fault.nearest().orElse(null)).isEqualTo(nearest);
        }
    }
}
