package io.cptm8.orchestratorm8.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The version before the newest migration and this one work together on the newest schema. */
record Upgrade(String name) implements Fault {

    private static final int ROWS = 1_000;
    private static final int FULL = 20;
    private static final int BRIEF = 2;
    private static final int LIMIT = 120;
    /** A version by its name in git; without it, the one before the newest migration. */
    private static final String PREVIOUS = System.getProperty("faults.previous", "");

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var tally = new Tally(name);
        if (PREVIOUS.isEmpty() && isShallow()) {
            tally.note("not carried out: this checkout has no history to take the previous version from");
            return tally;
        }
        var version = PREVIOUS.isEmpty() ? beforeNewestMigration() : PREVIOUS;
        var old = build(site.folder("previous"), version);
        try (var rig = Rig.of(site, Outfit.shippedTimes(), 0)) {
            rig.launch(old, Outfit.shippedTimes()).awaitReady();
            rig.load().begin(ROWS, 2);
            rig.launch().awaitReady();
            rig.load().await();
            rig.awaitDone(LIMIT);
            for (var round = 0; round < (brief ? BRIEF : FULL); round++) {
                tally.round();
                rig.load().begin(ROWS, 1);
                rig.load().await();
                tally.recovered(rig.awaitDone(LIMIT));
                rig.messages().drain();
            }
            for (var instance : rig.instances()) {
                if (!Http.get(instance.port(), "/metrics")
                        .matches("(?s).*receipts_total\\{[^}]*accepted[^}]*\\} [1-9].*")) {
                    tally.wrong("one of them has sent nothing: " + instance.folder());
                }
            }
            var books = rig.books();
            tally.close(books);
            if (books.duplicated() > 0) {
                tally.wrong(books.duplicated() + " repeated");
            }
            rig.leftovers().forEach(tally::wrong);
        }
        tally.note("the previous version is " + version.substring(0, Math.min(12, version.length())));
        return tally;
    }

    private static boolean isShallow() throws Exception {
        return output(Path.of(""), List.of("git", "rev-parse", "--is-shallow-repository"))
                .strip()
                .equals("true");
    }

    /** The newest version that has fewer migrations than this one, which must have all of them as they were. */
    private static String beforeNewestMigration() throws Exception {
        var today = migrations("HEAD");
        for (var version : output(Path.of(""), List.of("git", "rev-list", "--first-parent", "HEAD"))
                .split("\n")) {
            var then = migrations(version);
            if (then.size() < today.size()) {
                if (!today.containsAll(then)) {
                    throw new IllegalStateException("a migration is not what it was in version " + version
                            + ", which no database that has it will accept; then " + then + ", now " + today);
                }
                return version;
            }
        }
        throw new IllegalStateException("no version in the history of this checkout has fewer migrations");
    }

    /** Each with the hash of its content. */
    private static List<String> migrations(String version) throws Exception {
        return output(Path.of(""), List.of("git", "ls-tree", version, "src/main/resources/migrations/"))
                .lines()
                .toList();
    }

    private static Path build(Path folder, String version) throws Exception {
        output(Path.of(""), List.of("git", "clone", "-q", "--no-checkout", ".", folder.toString()));
        output(folder, List.of("git", "checkout", "-q", version));
        output(folder, List.of("./mvnw", "-q", "-B", "-ntp", "-Dmaven.test.skip=true", "package"));
        return folder.resolve("target/orchestratorm8");
    }

    private static String output(Path folder, List<String> command) throws IOException, InterruptedException {
        var log = Files.createTempFile("faults", ".log");
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + Files.readString(log));
            }
            return Files.readString(log);
        } finally {
            Files.delete(log);
        }
    }
}
