package io.cptm8.orchestratorm8.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One order to the simulated scanners.
 *
 * @param conduct what is wanted
 * @param scanner of which one; empty: of the one that works at this moment, and of all for {@link Conduct#NORMAL}
 */
public record Order(Conduct conduct, Optional<String> scanner) {

    /** As it stands in a message. */
    public byte[] body() {
        return (conduct.word() + scanner.map(name -> " " + name).orElse("")).getBytes(StandardCharsets.UTF_8);
    }

    /** Empty: it is none. */
    public static Optional<Order> of(byte[] body) {
        var words = new String(body, StandardCharsets.UTF_8).split(" ", 2);
        return Conduct.of(words[0])
                .map(conduct -> new Order(conduct, words.length == 1 ? Optional.empty() : Optional.of(words[1])));
    }
}
