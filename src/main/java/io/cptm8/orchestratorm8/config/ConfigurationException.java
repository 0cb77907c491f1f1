package io.cptm8.orchestratorm8.config;

import java.util.List;

/** The configuration cannot be started with. Each problem names the key or file, what is wrong and the cure. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public ConfigurationException(String problem) {
        this(List.of(problem));
    }

    /** One sentence for each problem, in the order in which they were found. */
    public List<String> problems() {
        return problems;
    }
}
