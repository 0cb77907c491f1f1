package io.cptm8.orchestratorm8.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Users and passwords from the environment or, where it has none, from files such as Docker secrets. */
final class Secrets {

    private final Path directory;
    private final Map<String, String> environment;

    Secrets(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * @param variable name of the environment variable
     * @param file name of the file in the directory of secrets; one line end at its end is not part of the secret
     * @param fallback when there is neither
     */
    String find(String variable, String file, String fallback) {
        var value = environment.get(variable);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        var path = directory.resolve(file);
        if (!Files.exists(path)) {
            return fallback;
        }
        try {
            return Files.readString(path).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The secret %s cannot be read (%s). Nothing was started. Make it readable for the user this runs as, or set %s."
                            .formatted(path, e.getClass().getSimpleName(), variable));
        }
    }
}
