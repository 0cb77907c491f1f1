package io.cptm8.orchestratorm8.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.config.OpenToAll;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    private final Gate gate =
            new Gate(Set.of("claimed", "broker", "settlement"), Set.of("orchestratorm8.dispatch.sweep"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "to: `direct:x`                                    |                   |         |",
                "to: { uri: `pg-listen:x` }                        | WRONG_SHAPE       | pg-listen |",
                "to: `drect:x`                                     | UNKNOWN_SCHEME    | drect   | direct",
                "to: `exec:x`                                      | FORBIDDEN_SCHEME  | exec    |",
                "toD: `direct:x`                                   | FORBIDDEN_SCHEME  | toD     |",
                "enrich: { constant: `direct:x` }                  |                   |         |",
                "enrich: { simple: `direct:x` }                    | FORBIDDEN_SCHEME  | enrich  |",
                "to: `sql:select 1?outputTyp=x`                    | UNKNOWN_OPTION    | outputTyp | outputType",
                "to: `sql:select 1?batch=maybe`                    | WRONG_TYPE        | maybe   |",
                "to: `sql:select 1?batch={{orchestratorm8.dispatch.sweep}}` |          |         |",
                "process: { ref: claimd }                          | UNKNOWN_BEAN      | claimd  | claimed",
                "process: { ref: '#class:a.B' }                    | FORBIDDEN_BEAN    | #class:a.B |",
                "setBody: { simple: '${bean:brokr}' }              | UNKNOWN_BEAN      | brokr   | broker",
                "setBody: { simple: '${bean:type:a.B}' }           | FORBIDDEN_BEAN    | type:a  |",
                "setBody: { jq: .a }                               | UNKNOWN_SCHEME    | jq      |",
                "marshal: { csv: {} }                              | UNKNOWN_SCHEME    | csv     |",
                "script: { simple: x }                             | FORBIDDEN_BEAN    | script  |",
                "log: '{{orchestratorm8.dispatch.swep}}'           | UNKNOWN_KEY       | orchestratorm8.dispatch.swep | orchestratorm8.dispatch.sweep",
                "log: '{{a:b}} {{?c}}'                             |                   |         |",
                "log: '{{env:HOME}}'                               | UNKNOWN_KEY       | env:HOME |"
            })
    void a_step_is_right_or_the_word_is_named(String step, Mistake mistake, String word, String nearest) {
        var line = "        - " + step.replace('`', '"');
        var text = "- route:\n    id: x\n    from:\n      uri: direct:a\n      steps:\n" + line + "\n";

        var faults = gate.inspect(folder.resolve("x.yaml"), text, Kind.PLAIN);

        if (mistake == null) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).hasSize(1);
            var fault = faults.get(0);
            assertThat(fault.mistake()).isEqualTo(mistake);
            assertThat(fault.word()).isEqualTo(word);
            assertThat(fault.nearest().orElse(null)).isEqualTo(nearest);
            assertThat(fault.line()).isEqualTo(6);
            assertThat(line.startsWith(word, fault.column() - 1)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"0 0 99 * * ?, 99", "0+0+99+*+*+?, 99", "0 0 2 * * ?,", "{{orchestratorm8.dispatch.sweep}},"})
    void a_plain_routes_schedule_is_a_cron_expression(String cron, String wrong) {
        var text = "- route:\n    id: x\n    from:\n      uri: quartz:x\n      parameters: { cron: \"" + cron
                + "\" }\n      steps:\n        - to: direct:x\n";

        var faults = gate.inspect(folder.resolve("x.yaml"), text, Kind.PLAIN);

        if (wrong == null) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).hasSize(1);
            assertThat(faults.get(0).text()).contains("cron").contains(wrong);
            assertThat(faults.get(0).line()).isEqualTo(5);
        }
    }

    @Test
    void what_is_mounted_read_only_is_nobodys_to_write() throws IOException {
        var file = Files.writeString(folder.resolve("x.yaml"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(OpenToAll.among(Trust.places(file), place -> false)).contains(file);
        assertThat(OpenToAll.among(Trust.places(file), place -> true)).isEmpty();
        assertThat(gate.inspect(file, "", Kind.SCANNER))
                .extracting(Fault::mistake)
                .containsExactly(Mistake.OPEN_TO_ALL);
    }

    @Test
    void a_link_is_as_open_as_the_folder_it_leads_to() throws IOException {
        var open = Files.createDirectory(folder.resolve("open"));
        var file = Files.writeString(open.resolve("x.yaml"), "");
        var link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(Trust.fault(link)).map(Fault::mistake).contains(Mistake.OPEN_TO_ALL);
    }
}
