package io.cptm8.orchestratorm8.faults;

import java.util.ArrayList;
import java.util.List;

/** Rows that are certainly not a domain's, of every kind, among good ones. */
record Poison(String name) implements Fault {

    private static final List<String> NAMES = names();

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var parked = new int[1];
        var tally = Rounds.of(name, rig -> {
                    parked[0]++;
                    insert(rig, parked[0]);
                })
                .run(site, brief);
        tally.note("%d kinds of names in each round, all parked with a reason; they are not among those attempted"
                .formatted(NAMES.size()));
        return tally;
    }

    /** Each round anew: the last ones are taken out first, since a name stands once. */
    private static void insert(Rig rig, int round) throws Exception {
        try (var connection = rig.connect();
                var delete = connection.prepareStatement("DELETE FROM cptm8domain WHERE name = ANY (?)");
                var insert = connection.prepareStatement("INSERT INTO cptm8domain (name) SELECT unnest(?::text[])")) {
            var names = connection.createArrayOf("text", NAMES.toArray());
            delete.setArray(1, names);
            delete.executeUpdate();
            insert.setArray(1, names);
            insert.executeUpdate();
            Poll.until(
                    NAMES.size() + " are parked in round " + round,
                    60,
                    () -> rig.count(
                                    "SELECT count(*) FROM orchestratorm8.request WHERE state = 'parked' AND last_error <> ''")
                            == NAMES.size());
            delete.executeUpdate();
        }
    }

    private static List<String> names() {
        var names = new ArrayList<String>(List.of(
                "",
                " ",
                "localhost",
                "com",
                "co.uk",
                "127.0.0.1",
                "::1",
                "[::1]",
                "2130706433",
                "0x7f000001.1",
                "*.example.com",
                "a..b.example",
                ".example.com",
                "-a.example",
                "a-.example",
                "ex ample.com",
                "example.com\n",
                "example.com\t",
                "example.com;id",
                "$(id).example",
                "`id`.example",
                "a|b.example",
                "a'b.example",
                "a\"b.example",
                "<script>.example",
                "https://example.com",
                "user@example.com",
                "example.com/path",
                "example.com:80",
                "printer.local",
                "db.internal",
                "1.0.0.127.in-addr.arpa",
                "service.onion",
                "a\u202Eb.example",
                "a\u200Bb.example",
                "\u0430pple.com",
                "xn--a.example",
                "_dmarc.example.com",
                "example.123",
                "a\u0000b".replace("\u0000", "\u0001") + ".example"));
        names.add("a".repeat(64) + ".example");
        names.add("a.".repeat(96) + "-");
        return List.copyOf(names);
    }
}
