package io.cptm8.orchestratorm8.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Users and passwords from the environment or, where it has none, from files such as Docker secrets. */
final class Secrets {

    private final Path directory;
    private final Map<String, String> environment;
    private final Consumer<Problem> problems;

    /** @param problems told of a secret that is there and cannot be read; never the secret */
    Secrets(Path directory, Map<String, String> environment, Consumer<Problem> problems) {
        this.directory = directory;
        this.environment = environment;
        this.problems = problems;
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
        // Not "exists", which says no where the folder may not be looked into: the default would be taken in silence.
        if (Files.notExists(path)) {
            return fallback;
        }
        try {
            return Files.readString(path).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            problems.accept(new Problem(
                    "The secret %s cannot be read (%s)"
                            .formatted(path, e.getClass().getSimpleName()),
                    "Make it readable for the user this runs as, or set %s.".formatted(variable)));
            return fallback;
        }
    }
}
