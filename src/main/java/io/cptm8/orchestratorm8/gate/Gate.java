package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Everything that can be said about one file of {@code routes/} without Camel running and without a connection: is it
 * YAML, is it what Camel's schema takes, do its endpoints have these options, does the program have what it names.
 *
 * <p>Made once: it reads Camel's schema, and of each component what that says of itself when it is first used. Not for
 * several threads at a time.
 */
public final class Gate {

    private final Schema schema = new Schema();
    private final Languages languages = new Languages(schema);
    private final Endpoints endpoints = new Endpoints();
    private final References references;
    private final Placeholders placeholders;

    /**
     * @param beans the names that routes may refer to, with those of thread pools
     * @param keys the keys that <code>{{key}}</code> may have
     */
    public Gate(Set<String> beans, Set<String> keys) {
        references = new References(beans);
        placeholders = new Placeholders(keys);
    }

    /**
     * Of a scanner's file only whether anybody may write it, and what no file may hold; the rest depends on its template.
     *
     * @param text what is in the file
     * @return in the order of lines; empty: nothing is wrong
     */
    public List<Fault> inspect(Path file, String text, Kind kind) {
        var findings = new Findings(file, text);
        Trust.fault(file).ifPresent(findings::add);
        if (kind == Kind.SCANNER) {
            scanner(file, text, findings);
        } else {
            try {
                var yaml = YamlFile.of(file, text);
                yaml.repeated().forEach(findings::add);
                new Entries(file, kind, findings).check(yaml.root(), schema.entry());
                languages.check(yaml.root(), findings);
                endpoints.check(yaml.root(), findings);
                Addresses.check(yaml.root(), findings);
                references.check(yaml.root(), findings);
                placeholders.check(yaml.root(), findings);
                Texts.check(yaml.root(), findings);
            } catch (FaultsException unreadable) {
                unreadable.faults().forEach(findings::add);
            }
        }
        return findings.faults();
    }

    private static void scanner(Path file, String text, Findings findings) {
        try {
            var root = YamlFile.of(file, text).root();
            Texts.check(root, findings);
            Nodes.items(root).stream()
                    .flatMap(entry -> Nodes.get(entry, "templatedRoute").stream())
                    .forEach(scanner -> Texts.checkParameters(scanner, findings));
        } catch (FaultsException unreadable) {
            // said by what reads the scanner
        }
    }
}
