package io.cptm8.orchestratorm8.faults;

/** No fault at all: each message once. */
record Clean(String name) implements Fault {

    private static final int FULL = 1_000_000;
    private static final int BRIEF = 10_000;
    private static final int PART = 50_000;
    private static final int LIMIT = 600;

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var tally = new Tally(name);
        var rows = brief ? BRIEF : FULL;
        // A short one is for every day, on machines whose broker may be kept busy by others for longer than the shipped
        // times.
        var outfit = brief
                ? Outfit.shippedTimes()
                        .set("dispatch.confirm-timeout", "2m")
                        .set("dispatch.lease", "10m")
                        .set("rabbitmq.heartbeat", "1m")
                : Outfit.shippedTimes();
        try (var rig = Rig.of(site, outfit, 2)) {
            tally.round();
            var begun = System.nanoTime();
            for (var left = rows; left > 0; left -= PART) {
                rig.load().begin(Math.min(left, PART), 0);
                rig.load().await();
                rig.awaitDone(LIMIT);
                rig.messages().drain();
            }
            tally.recovered((System.nanoTime() - begun) / 1e9);
            var books = rig.books();
            tally.close(books);
            if (books.duplicated() > 0) {
                tally.wrong(books.duplicated() + " repeated without a fault");
            }
            rig.leftovers().forEach(tally::wrong);
        }
        tally.note("by two instances; the time is of all of it, writers and counting included");
        return tally;
    }
}
