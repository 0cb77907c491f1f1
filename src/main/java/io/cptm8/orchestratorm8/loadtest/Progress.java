package io.cptm8.orchestratorm8.loadtest;

/** Is told how far a load test is, some times a second at most. */
public interface Progress {

    /**
     * @param written domains that were committed
     * @param answered requests that the broker has answered
     * @param wanted domains, and requests for each scanner
     * @param scanners how many are asked
     */
    void driving(long written, long answered, long wanted, int scanners);

    void removing(long removed, long wanted);

    /** What was told last has come to its end. */
    void ended();
}
