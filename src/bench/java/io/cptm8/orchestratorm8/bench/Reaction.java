package io.cptm8.orchestratorm8.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** From the commit of one new domain until its message is at a consumer, on a system that does nothing else. */
final class Reaction implements Scenario {

    /** Changes of one contender before it is the other's turn. */
    private static final int BLOCK = 50;
    /** Longer than anything that a change sets off goes on. */
    private static final long PAUSE_MILLIS = 40;

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var rows = new ArrayList<Figures>();
        try (var orchestrator = Contenders.orchestrator(site);
                var loop = Contenders.peer(site, "bare loop", "bare", BareLoop.class)) {
            var contenders = List.of(orchestrator, loop);
            for (var contender : contenders) {
                rows.add(new Figures("reaction", contender.name(), "ms"));
            }
            for (var done = -size.reactions() / 4; done < size.reactions(); done += BLOCK) {
                for (var each = 0; each < contenders.size(); each++) {
                    var block = block(contenders.get(each), done);
                    if (done >= 0) {
                        block.forEach(rows.get(each)::add);
                    }
                }
            }
        }
        site.keep("reaction", rows);
        return rows;
    }

    private static List<Double> block(Contender contender, int number) throws Exception {
        var arrivals = new LinkedBlockingQueue<Long>();
        var reactions = new ArrayList<Double>();
        try (var connection = contender.broker().connectionFactory().newConnection("bench");
                var channel = connection.createChannel();
                var database = Requests.connect(contender.database());
                var insert = database.prepareStatement(
                        "INSERT INTO cptm8domain (name, companyname, enabled) VALUES (?, 'Example Customer', true)")) {
            channel.basicConsume(
                    contender.queue(), true, (tag, delivery) -> arrivals.add(System.nanoTime()), tag -> {});
            for (var i = 0; i < BLOCK; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
                insert.setString(1, "host%d-%d.example-customer.com".formatted(number + 1_000_000, i));
                insert.executeUpdate();
                var committed = System.nanoTime();
                var arrived = arrivals.poll(30, TimeUnit.SECONDS);
                if (arrived == null) {
                    contender.requireAlive();
                    throw new IllegalStateException(contender.name() + ": no message came for a new domain within 30 s");
                }
                reactions.add(Math.max(0, arrived - committed) / 1e6);
            }
        }
        return reactions;
    }
}
