package io.cptm8.orchestratorm8.bench;

import java.util.ArrayList;
import java.util.List;

/** From the commit of one new domain until its message is at a consumer, on a system that does nothing else. */
final class Reaction implements Scenario {

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var rows = new ArrayList<Figures>();
        try (var orchestrator = Contenders.orchestrator(site);
                var loop = Contenders.peer(site, "bare loop", "bare", BareLoop.class)) {
            var contenders = List.of(orchestrator, loop);
            for (var contender : contenders) {
                rows.add(new Figures("reaction", contender.name(), "ms"));
            }
            for (var done = -size.reactions() / 4; done < size.reactions(); done += size.block()) {
                for (var each = 0; each < contenders.size(); each++) {
                    var block = block(contenders.get(each), done, size.block());
                    if (done >= 0) {
                        block.forEach(rows.get(each)::add);
                    }
                }
            }
        }
        site.keep("reaction", rows);
        return rows;
    }

    private static List<Double> block(Contender contender, int number, int changesOfOne) throws Exception {
        var reactions = new ArrayList<Double>();
        try (var changes = Changes.inserts(contender, number)) {
            for (var i = 0; i < changesOfOne; i++) {
                reactions.add(changes.next().millis());
            }
        }
        return reactions;
    }
}
