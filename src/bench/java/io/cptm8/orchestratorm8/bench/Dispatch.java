package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import java.util.List;

/** How many waiting requests become accepted messages in a second. */
final class Dispatch implements Scenario {

    private static final String WHAT = "dispatch";
    private static final String APART = "dispatch to an exchange of its own";

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var ours = new Figures(WHAT, Table.OURS, "/s");
        var apart = new Figures(APART, Table.OURS, "/s");
        var perfTest = new Figures(WHAT, "PerfTest", "/s");
        var bare = new Figures(WHAT, "bare loop", "/s");
        var stock = new Figures(WHAT, "stock Camel route", "/s");
        var open = site.virtualHost();
        Plot.declare(open, ScannerFile.BENCHM8);
        try (var orchestrator = Contenders.orchestrator(site);
                var own = Contenders.orchestrator(site, Outfit.of(ScannerFile.BENCHM8.apart()));
                var loop = Contenders.peer(site, bare.contender(), "bare", BareLoop.class);
                var route = Contenders.peer(site, stock.contender(), "stock", StockRoute.class)) {
            orchestrator.requests().fill(size.messages());
            own.requests().fill(size.messages());
            loop.requests().fill(size.messages());
            route.requests().fill(size.stockMessages());
            for (var round = -size.warmUps(); round < size.rounds(); round++) {
                var counted = round >= 0;
                add(ours, counted, round(orchestrator));
                add(apart, counted, round(own));
                add(perfTest, counted, perfTest(open, size));
                add(bare, counted, round(loop));
                add(stock, counted, round(route));
            }
        }
        var rows = List.of(
                ours, perfTest, bare, stock, apart, perfTest.of(APART), bare.of(APART), stock.of(APART));
        site.keep(WHAT, rows);
        return rows;
    }

    private static double round(Contender contender) throws Exception {
        var rate = contender.requests().letGo().rate();
        contender.purge();
        return rate;
    }

    private static double perfTest(BrokerAddress broker, Size size) throws Exception {
        var rate = new PerfTest(broker).rate(size.messages());
        try (var connection = broker.connectionFactory().newConnection("bench");
                var channel = connection.createChannel()) {
            channel.queuePurge(ScannerFile.BENCHM8.queue());
        }
        return rate;
    }

    private static void add(Figures figures, boolean counted, double rate) {
        if (counted) {
            figures.add(rate);
        }
    }
}
