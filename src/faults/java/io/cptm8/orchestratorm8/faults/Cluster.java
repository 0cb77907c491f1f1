package io.cptm8.orchestratorm8.faults;

import io.cptm8.orchestratorm8.testing.RabbitCluster;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node of a cluster of three is lost, each in turn, under four instances; the scanner's queue is a quorum queue.
 *
 * @param killed by SIGKILL; otherwise it stands still, so that its connections stay open and say nothing
 */
record Cluster(String name, boolean killed) implements Fault {

    private static final int INSTANCES = 4;
    private static final int FULL = 20;
    private static final int BRIEF = 3;
    private static final int BRIEF_ROWS = 300;
    private static final double AWAY = 4;
    private static final int LIMIT = 120;
    private static final String QUORUM = Home.parameter("queueType", "quorum");

    static List<Fault> all() {
        return List.of(
                new Cluster("a-node-of-three-is-killed", true), new Cluster("a-node-of-three-is-cut-off", false));
    }

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var outfit = Outfit.of(Home.perDomain(QUORUM));
        try (var cluster = RabbitCluster.launch()) {
            var broker = cluster.addresses().get(0);
            var database = site.server().newDatabase("cluster");
            var places = new Places(database, database.host(), database.port(), broker, cluster.hosts(), broker.port());
            try (var rig = Rig.at(site, outfit, places, INSTANCES)) {
                var turn = new AtomicInteger();
                var rounds = new Rounds(name, outfit, INSTANCES, 4, each -> {
                    var node = turn.getAndIncrement() % cluster.size();
                    if (killed) {
                        cluster.kill(node);
                        // The two that are left must do all of it.
                        each.load().await();
                        each.awaitDone(LIMIT);
                        cluster.start(node);
                    } else {
                        cluster.pause(node);
                        Poll.pass(AWAY);
                        cluster.resume(node);
                    }
                });
                var tally = rounds.run(rig, brief ? BRIEF : FULL, brief ? BRIEF_ROWS : Rounds.ROWS);
                tally.note("three nodes, a quorum queue, four instances; the fault is over when the node runs again");
                return tally;
            }
        }
    }
}
