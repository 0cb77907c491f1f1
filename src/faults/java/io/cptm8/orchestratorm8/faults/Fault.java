package io.cptm8.orchestratorm8.faults;

/** One kind of fault, injected again and again. */
interface Fault {

    /** In lower case, words joined by hyphens: what it is asked for by. */
    String name();

    /** Whether it lasts long and mostly waits, so that it has a site beside the others. */
    default boolean isPatient() {
        return false;
    }

    /**
     * Injects it in rounds of its own and counts.
     *
     * @param brief a few times, for every day
     * @throws Exception when it could not be carried out; what was found wrong is in the tally instead
     */
    Tally run(Site site, boolean brief) throws Exception;
}
