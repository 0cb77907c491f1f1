package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.config.OpenToAll;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether anybody on this machine may change a file, or put another in its place. A route says what is sent to whom, so
 * such a file is nobody's in particular.
 */
final class Trust {

    private static final Set<String> BELOW_ROUTES = Set.of("scanners", "templates");

    private Trust() {}

    static Optional<Fault> fault(Path file) {
        return OpenToAll.among(places(file))
                .map(place -> Fault.ofFile(
                        file,
                        Mistake.OPEN_TO_ALL,
                        "anybody on this machine can write %s, and so decide what is sent; chmod o-w \"%s\""
                                .formatted(place.equals(file) ? "this file" : "its folder", place)));
    }

    /** The file and every folder in which it, or a folder above it, could be exchanged for another. */
    static Set<Path> places(Path file) {
        var places = new LinkedHashSet<Path>();
        places.add(file);
        add(file.toAbsolutePath().getParent(), places);
        try {
            add(file.toRealPath().getParent(), places); // of a link, where the file itself is
        } catch (IOException unreadable) {
            // what cannot be read is said when it is read
        }
        return places;
    }

    private static void add(Path folder, Set<Path> places) {
        places.add(folder);
        if (folder.getFileName() != null
                && BELOW_ROUTES.contains(folder.getFileName().toString())) {
            places.add(folder.getParent());
        }
    }
}
