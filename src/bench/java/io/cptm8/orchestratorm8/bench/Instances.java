package io.cptm8.orchestratorm8.bench;

import java.util.List;

/** Two instances on one database and one broker, beside one by itself: what they reach together, and how they share. */
final class Instances implements Scenario {

    private static final String WHAT = "dispatch by two instances";

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var together = new Figures(WHAT, Table.OURS, "/s");
        var alone = new Figures(WHAT, "one instance", "/s");
        var shares = List.of(
                new Figures(WHAT + ": share", "the first", "%"), new Figures(WHAT + ": share", "the second", "%"));
        var shared = site.plot("shared");
        try (var only = Contenders.instance(site, site.plot("alone"), ScannerFile.BENCHM8);
                var first = Contenders.instance(site, shared, ScannerFile.BENCHM8);
                var second = Contenders.instance(site, shared, ScannerFile.BENCHM8)) {
            for (var each : List.of(only, first, second)) {
                each.awaitReady();
            }
            requests(only).fill(size.messages());
            requests(first).fill(size.messages());
            for (var round = -size.warmUps(); round < size.rounds(); round++) {
                var byOne = requests(only).letGo();
                only.contender(ScannerFile.BENCHM8).purge();
                var before = List.of(first.accepted(ScannerFile.BENCHM8), second.accepted(ScannerFile.BENCHM8));
                var byTwo = requests(first).letGo();
                first.contender(ScannerFile.BENCHM8).purge();
                var ofFirst = first.accepted(ScannerFile.BENCHM8) - before.get(0);
                var ofSecond = second.accepted(ScannerFile.BENCHM8) - before.get(1);
                if (ofFirst + ofSecond != byTwo.requests()) {
                    throw new IllegalStateException("of %d requests one instance had %d accepted and the other %d"
                            .formatted(byTwo.requests(), ofFirst, ofSecond));
                }
                if (round >= 0) {
                    alone.add(byOne.rate());
                    together.add(byTwo.rate());
                    shares.get(0).add(100.0 * ofFirst / byTwo.requests());
                    shares.get(1).add(100.0 * ofSecond / byTwo.requests());
                }
            }
        }
        var rows = List.of(together, alone, shares.get(0), shares.get(1));
        site.keep("instances", rows);
        return rows;
    }

    private static Requests requests(Instance instance) {
        return instance.contender(ScannerFile.BENCHM8).requests();
    }
}
