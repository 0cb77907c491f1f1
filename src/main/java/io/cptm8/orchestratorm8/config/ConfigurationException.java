package io.cptm8.orchestratorm8.config;

import java.util.List;

/** The configuration cannot be used. Each problem names the key or file, what is wrong and the cure. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String AT_START = "Nothing was started.";

    private final transient List<Problem> problems;

    public ConfigurationException(List<Problem> problems) {
        super(String.join(System.lineSeparator(), texts(problems, AT_START)));
        this.problems = List.copyOf(problems);
    }

    /**
     * @param what is wrong; without a full stop
     * @param cure what the reader can do; a sentence
     */
    public ConfigurationException(String what, String cure) {
        this(List.of(new Problem(what, cure)));
    }

    /** What to say at a start that is refused: one text for each problem, in the order in which they were found. */
    public List<String> problems() {
        return problems(AT_START);
    }

    /** @param done what was done instead of using the settings; a sentence, which stands before the cure */
    public List<String> problems(String done) {
        return texts(problems, done);
    }

    List<Problem> untold() {
        return problems;
    }

    private static List<String> texts(List<Problem> problems, String done) {
        return problems.stream().map(problem -> problem.text(done)).toList();
    }
}
