package io.cptm8.orchestratorm8.postgres.listen;

import java.util.Set;

/** Asks which routes have work. */
@FunctionalInterface
public interface Question {

    /** The ids of those routes. */
    Set<String> answer() throws Exception;
}
