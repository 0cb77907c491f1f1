package io.cptm8.orchestratorm8.notify;

import java.util.List;
import java.util.Locale;

/** Something that a person should know. Who tells it neither waits for it to be sent nor hears of that. */
public sealed interface Notice {

    Kind kind();

    /** Whom it is about; empty: no scanner. */
    String scanner();

    /** How many things have happened; at least 1. */
    default long events() {
        return 1;
    }

    /** All of it, in words. */
    String text();

    /** One thing or some of them, in words, for a message that tells of many of one kind and scanner. */
    default List<String> examples() {
        return List.of(text());
    }

    /** @param text names scanner and run */
    record OfHop(Kind kind, String scanner, String text) implements Notice {}

    /**
     * @param events how many requests, or messages
     * @param reasons some of them, each once
     */
    record OfRequests(Kind kind, String scanner, long events, List<String> reasons) implements Notice {

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,d %s, because of: %s",
                    scanner,
                    events,
                    events == 1 ? kind.several().replace("s ", " ") : kind.several(),
                    String.join("; ", reasons));
        }

        @Override
        public List<String> examples() {
            return reasons;
        }
    }

    /** @param text names the instance */
    record OfInstance(Kind kind, String text) implements Notice {

        @Override
        public String scanner() {
            return "";
        }
    }
}
