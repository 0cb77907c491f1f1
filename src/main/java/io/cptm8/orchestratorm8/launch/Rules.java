package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.FileRules;
import io.cptm8.orchestratorm8.deploy.RouteFile;
import io.cptm8.orchestratorm8.deploy.Version;
import io.cptm8.orchestratorm8.scanner.ScannerReader;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What files are held against: the settings as they are now, and what the program has for routes to use. */
final class Rules implements FileRules {

    private final Supplier<Settings> settings;

    Rules(Supplier<Settings> settings) {
        this.settings = settings;
    }

    @Override
    public Version version(RouteFile file) {
        var values = new TreeMap<String, String>();
        for (var key : YamlFile.keysOf(file.text())) {
            var value = settings.get().properties().get(key);
            if (value != null) {
                values.put(key, value);
            }
        }
        return new Version(file, values);
    }

    @Override
    public List<Fault> faults(RouteFile file) {
        return Gates.faults(file);
    }

    @Override
    public ScannerReader scanners(Collection<RouteFile> templates) {
        return new ScannerReader(Gates.templates(templates), CamelProperties.placeholders(settings.get()));
    }

    @Override
    public CamelContext trial() {
        return ThrowAway.context(settings.get());
    }

    @Override
    public Fault explain(RouteFile file, Exception thrown) {
        return Gates.explain(file, thrown);
    }
}
