package io.cptm8.orchestratorm8.scanner;

/**
 * A rate as the Throttle EIP takes it. Camel keeps an object for each message of a period, so that a second of a
 * high rate would cost megabytes for each scanner: the higher the rate, the shorter the period.
 *
 * @param requests messages in a period at most, from 1 to 1000
 * @param millis length of the period, from 10 to 1000
 */
record Throttle(int requests, long millis) {

    private static final int MOST = 1000;

    /** @param rate messages a second at most, from 1 to 100,000; what comes out is never more, and less by 1/900 at most */
    static Throttle of(int rate) {
        if (rate <= MOST) {
            return new Throttle(rate, 1000);
        }
        var millis = 1000L * MOST / rate;
        return new Throttle((int) (rate * millis / 1000), millis);
    }
}
