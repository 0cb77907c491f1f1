package io.cptm8.orchestratorm8.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clock of the machine of an instance is set, and back, while it works; PostgreSQL's is right. */
record WrongClock(String name, int seconds) implements Fault {

    private static final String LIBRARY = "faketime/libfaketime.so.1";
    private static final double WRONG_FOR = 3;
    /** With a rate, whose limiter has an idea of time, too. */
    private static final String RATE = Home.parameter("rate", "400");

    static List<Fault> all() {
        return List.of(new WrongClock("clock-an-hour-ahead", 3600), new WrongClock("clock-an-hour-behind", -3600));
    }

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var library = library();
        if (library.isEmpty()) {
            var tally = new Tally(name);
            tally.note("not carried out: there is no " + LIBRARY + " in a folder of /usr/lib (Debian: libfaketime)");
            return tally;
        }
        var clock = site.folder("clock").resolve("offset");
        Files.writeString(clock, "+0\n");
        var outfit = Outfit.of(Home.perDomain(RATE))
                .in(Map.of(
                        "LD_PRELOAD", library.get().toString(),
                        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                        "FAKETIME_CACHE_DURATION", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "DONT_FAKE_MONOTONIC", "1",
                        // Its cure for an old C library, which without a fake monotonic clock ends every wait at once.
                        "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
        var rounds = Rounds.of(name, rig -> {
                    Files.writeString(clock, "%+d%n".formatted(seconds));
                    Poll.pass(WRONG_FOR);
                    Files.writeString(clock, "+0\n");
                })
                .with(outfit)
                .over(4);
        var tally = rounds.run(site, brief);
        if (seconds < 0) {
            tally.note("the time is that of routes which begin anew");
        }
        return tally;
    }

    /** In the folder of this machine's architecture. */
    private static Optional<Path> library() throws IOException {
        try (var folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst();
        }
    }
}
