package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.FileRules;
import io.cptm8.orchestratorm8.deploy.RouteFile;
import io.cptm8.orchestratorm8.deploy.Version;
import io.cptm8.orchestratorm8.gate.CamelFault;
import io.cptm8.orchestratorm8.gate.Gate;
import io.cptm8.orchestratorm8.scanner.ScannerReader;
import io.cptm8.orchestratorm8.scanner.Templates;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/** What files are held against in one look: the settings as they then are, and what the program has for routes to use. */
final class Rules implements FileRules {

    private final Settings settings;
    private final Set<String> names;
    private Gate gate;

    /** @param names what routes may refer to */
    Rules(Settings settings, Set<String> names) {
        this.settings = settings;
        this.names = names;
    }

    @Override
    public Version version(RouteFile file) {
        var values = new TreeMap<String, String>();
        for (var key : YamlFile.keysOf(file.text())) {
            var value = settings.properties().get(key);
            if (value != null) {
                values.put(key, value);
            }
        }
        return new Version(file, values);
    }

    @Override
    public List<Fault> faults(RouteFile file) {
        if (gate == null) {
            gate = new Gate(names, settings.properties().keySet());
        }
        return gate.inspect(file.path(), file.text(), file.kind());
    }

    @Override
    public ScannerReader scanners(Collection<RouteFile> templates) {
        var readable = new ArrayList<YamlFile>();
        for (var template : templates) {
            try {
                readable.add(YamlFile.of(template.path(), template.text()));
            } catch (FaultsException e) {
                throw new IllegalStateException("This is a bug: a template that is not YAML was found right", e);
            }
        }
        return new ScannerReader(Templates.of(readable), CamelProperties.placeholders(settings));
    }

    @Override
    public CamelContext trial() {
        return ThrowAway.context(settings);
    }

    @Override
    public Fault explain(RouteFile file, Exception thrown, Mistake mistake) {
        return CamelFault.of(file.path(), file.text(), thrown, mistake, names);
    }
}
