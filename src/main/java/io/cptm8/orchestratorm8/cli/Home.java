package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.config.SettingsReader;
import java.nio.file.Path;
import java.util.Map;

/** Where things are, as the launcher says it. */
final class Home {

    private Home() {}

    /** The directory of the installation: where logs and temporary files are. */
    static Path find() {
        return directory("orchestratorm8.home", ".");
    }

    /** The directory that people edit: the source checkout if the launcher is that of one, otherwise the installation. */
    static Path source() {
        return directory("orchestratorm8.source", find().toString());
    }

    /** The settings of this installation with the values of this environment. */
    static Settings settings(Map<String, String> environment) {
        return new SettingsReader(find(), source(), environment).read();
    }

    private static Path directory(String property, String fallback) {
        return Path.of(System.getProperty(property, fallback)).toAbsolutePath().normalize();
    }
}
