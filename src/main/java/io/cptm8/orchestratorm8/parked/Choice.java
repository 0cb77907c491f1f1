package io.cptm8.orchestratorm8.parked;

import java.util.List;

/** Which parked requests are meant. */
public sealed interface Choice {

    /** These, in this order. */
    record Requests(List<Long> ids) implements Choice {
        public Requests {
            ids = ids.stream().distinct().toList();
        }
    }

    /** Those of the domain with exactly this name, for whichever scanner. */
    record OfDomain(String name) implements Choice {}

    record OfScanner(String name) implements Choice {}

    record All() implements Choice {}
}
