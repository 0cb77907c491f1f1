package io.cptm8.orchestratorm8.bench;

import java.util.List;

/** One thing to measure, for every contender that can do it. */
@FunctionalInterface
interface Scenario {

    /**
     * Lets the contenders take turns.
     *
     * @throws IllegalStateException when one of them loses something or does not come to an end
     */
    List<Figures> run(Site site, Size size) throws Exception;
}
