package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.scanner.Scanner;

/** What else must happen when the route of a scanner is exchanged. */
public interface Turnover {

    /** Nothing of its route is in flight any more. */
    void stopped(Scanner scanner);

    /** Its route starts next. */
    void starting(Scanner scanner);
}
