package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.scanner.ScannerSchema;
import io.cptm8.orchestratorm8.scanner.Templates;
import java.nio.file.Path;

/** The schema of scanners' files for editors, from the templates in a folder. */
public final class EditorSchema {

    private EditorSchema() {}

    /** @throws ConfigurationException when there is no template */
    public static String of(Path routes) {
        var templates = Templates.read(new RouteFiles(routes).templates());
        if (templates.byId().isEmpty()) {
            throw new ConfigurationException(
                    "%s has no template that can be read, so there is no schema".formatted(routes.resolve("templates")),
                    "Give the folder of the routes with --routes.");
        }
        return ScannerSchema.of(templates);
    }
}
