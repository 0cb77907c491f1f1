package io.cptm8.orchestratorm8.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings read from a file and an environment that a test writes. Without lines of its own: the file that is shipped. */
final class Reading {

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    Reading(Path home) {
        this.home = home;
    }

    static Settings shipped(Path home, String... environment) {
        var reading = new Reading(home);
        for (int i = 0; i < environment.length; i += 2) {
            reading.environment(environment[i], environment[i + 1]);
        }
        return reading.read();
    }

    Reading environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Reading line(String line) {
        lines.add(line);
        return this;
    }

    Settings read() {
        var file = home.resolve("application.properties");
        try {
            Files.write(file, lines.isEmpty() ? Files.readAllLines(Path.of("application.properties")) : lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SettingsReader(home, environment).read();
    }

    List<String> problems() {
        return catchThrowableOfType(ConfigurationException.class, this::read).problems();
    }
}
