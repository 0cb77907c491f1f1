package io.cptm8.orchestratorm8.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** Asks a person, shows what an empty answer means, and asks again until the answer is one that can be used. */
final class Interview {

    /** A line of the person's; null: there are no more. */
    interface Lines {
        String next() throws IOException;
    }

    /** Why an answer cannot be used; empty: it can. */
    interface Objection {
        Optional<String> to(String answer) throws IOException;
    }

    /** The person went away. */
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final Lines lines;
    private final PrintWriter out;

    Interview(Lines lines, PrintWriter out) {
        this.lines = lines;
        this.out = out;
    }

    /**
     * @param fallback the answer to an empty line
     * @throws NoAnswer when there is no line any more
     */
    String ask(String question, String fallback, Objection objection) throws IOException {
        while (true) {
            out.printf("%s [%s]: ", question, fallback);
            out.flush();
            var line = lines.next();
            if (line == null) {
                out.println();
                throw new NoAnswer();
            }
            var answer = line.isBlank() ? fallback : line.strip();
            var reason = objection.to(answer);
            if (reason.isEmpty()) {
                return answer;
            }
            out.println("  " + reason.get() + ".");
        }
    }
}
