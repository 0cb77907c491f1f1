package io.cptm8.orchestratorm8.testing;

import java.util.Arrays;
import java.util.Locale;

/** Which broker a test run is to use: the system property {@value #PROPERTY}. */
enum BrokerChoice {
    /** The real one where it is installed, else the embedded one. */
    AUTO,
    /** The real one, and a failure where it is not installed: for machines whose verdict counts. */
    REQUIRED,
    /** The embedded one, as on a machine that has nothing installed. */
    EMBEDDED;

    static final String PROPERTY = "orchestratorm8.test.rabbitmq";

    static BrokerChoice current() {
        return parse(System.getProperty(PROPERTY, "auto"));
    }

    static BrokerChoice parse(String value) {
        return Arrays.stream(values())
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        PROPERTY + " is " + value + "; it can be auto, required or embedded"));
    }

    /**
     * Whether the real broker is used.
     *
     * @throws IllegalStateException when it is required and not there
     */
    boolean isReal(boolean installed) {
        if (this == REQUIRED && !installed) {
            throw new IllegalStateException(PROPERTY + " is required, but there is " + RabbitScripts.MISSING);
        }
        return this != EMBEDDED && installed;
    }
}
