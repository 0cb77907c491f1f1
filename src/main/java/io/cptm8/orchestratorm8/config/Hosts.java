package io.cptm8.orchestratorm8.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a list of servers: one or several, separated by commas, each with a port of its own or without. */
final class Hosts {

    /** Where only the form is looked at: any port that is right. */
    private static final int SOME_PORT = 1;

    private Hosts() {}

    /**
     * @param port of those that bring none
     * @throws IllegalArgumentException the text is not such a list
     */
    static List<Host> of(String text, int port) {
        var hosts = new ArrayList<Host>();
        for (var part : parts(text)) {
            hosts.add(Host.of(part, port).orElseThrow(() -> new IllegalArgumentException(text)));
        }
        return List.copyOf(hosts);
    }

    /** As a message names them. */
    static String text(List<Host> hosts) {
        return hosts.stream().map(Host::toString).collect(Collectors.joining(", "));
    }

    /** The part that is wrong and why, as the end of a sentence; empty: nothing is. */
    static Optional<String> wrong(String text) {
        var seen = new LinkedHashSet<String>();
        for (var part : parts(text)) {
            if (part.isEmpty()) {
                return Optional.of("there is nothing between two commas or at an end");
            }
            if (Host.of(part, SOME_PORT).isEmpty()) {
                return Optional.of("\"" + part + "\" is neither");
            }
            if (!seen.add(part)) {
                return Optional.of("\"" + part + "\" is there twice");
            }
        }
        return Optional.empty();
    }

    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            parts.add(part.strip());
        }
        return parts;
    }
}
