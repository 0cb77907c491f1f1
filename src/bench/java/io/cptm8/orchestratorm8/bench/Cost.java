package io.cptm8.orchestratorm8.bench;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one dispatched message takes: statements, WAL, bytes on the broker's wire, memory allocated, and CPU time of each
 * process. Requests become due some seconds after they were written, so that nothing of their making is in it.
 */
final class Cost implements Scenario {

    private static final String WHAT = "cost";
    /** So many requests are let go in a second, at least; and three seconds more are left for a checkpoint. */
    private static final int LET_GO = 25_000;

    @Override
    public List<Figures> run(Site site, Size size) throws Exception {
        var rows = new ArrayList<Figures>();
        try (var orchestrator = Contenders.orchestrator(site)) {
            rows.addAll(new Account(site, orchestrator).measure(size));
        }
        try (var loop = Contenders.peer(site, "bare loop", "bare", BareLoop.class)) {
            rows.addAll(new Account(site, loop).measure(size));
        }
        site.keep(WHAT, rows);
        return rows;
    }

    /** The figures of one contender. */
    private static final class Account {

        private static final String QUERIES = "database_query_duration_seconds_count";

        private final Site site;
        private final Contender contender;
        private final Figures statements;
        private final Figures firstWal;
        private final Figures laterWal;
        private final Figures sent;
        private final Figures received;
        private final Figures allocated;
        private final Figures cpu;
        private final Figures databaseCpu;
        private final Figures brokerCpu;

        Account(Site site, Contender contender) {
            this.site = site;
            this.contender = contender;
            statements = new Figures("cost of 1000 messages, statements", contender.name(), "");
            firstWal = row("WAL, first after a checkpoint", "B");
            laterWal = row("WAL, later rounds", "B");
            sent = row("bytes to the broker", "B");
            received = row("bytes from the broker", "B");
            allocated = row("bytes allocated", "B");
            cpu = row("its CPU", "µs");
            databaseCpu = row("PostgreSQL's CPU", "µs");
            brokerCpu = row("RabbitMQ's CPU", "µs");
        }

        private Figures row(String what, String unit) {
            return new Figures("cost of a message, " + what, contender.name(), unit);
        }

        List<Figures> measure(Size size) throws Exception {
            contender.requests().fill(size.messages());
            for (var round = 0; round < size.warmUps(); round++) {
                contender.requests().letGo();
                contender.purge();
            }
            try (var database = Requests.connect(contender.database())) {
                // One at least is a later one.
                for (var round = 0; round < Math.max(2, size.rounds()); round++) {
                    round(database, size.messages(), round == 0);
                }
            }
            var rows = new ArrayList<>(List.of(cpu, databaseCpu, brokerCpu, firstWal, laterWal, sent, received, allocated));
            if (contender.port() > 0) {
                rows.add(statements); // a peer does not count its own
            }
            return rows;
        }

        private void round(Connection database, int messages, boolean first) throws Exception {
            var ahead = 3 + messages / LET_GO;
            var from = System.nanoTime();
            contender.requests().release(database, ahead);
            if (first) {
                site.checkpoint();
            }
            var before = Reading.of(site, contender, database);
            if (System.nanoTime() - from > TimeUnit.SECONDS.toNanos(ahead)) {
                throw new IllegalStateException("the round had begun before its beginning was read");
            }
            var memory = new Jvm(contender.process()).allocated();
            contender.requests().awaitAll(database, messages);
            var after = Reading.of(site, contender, database);
            allocated.add(new Jvm(contender.process()).allocatedSince(memory) / (double) messages);
            (first ? firstWal : laterWal).add((after.wal - before.wal) / messages);
            statements.add((after.statements - before.statements) / messages * 1000);
            var traffic = after.traffic.minus(before.traffic);
            sent.add(traffic.sent() / (double) messages);
            received.add(traffic.received() / (double) messages);
            cpu.add((after.cpu - before.cpu) / messages * 1e6);
            databaseCpu.add((after.databaseCpu - before.databaseCpu) / messages * 1e6);
            brokerCpu.add((after.brokerCpu - before.brokerCpu) / messages * 1e6);
            contender.purge();
        }
    }

    /** What was used up to one moment. CPU in seconds, WAL in bytes. */
    private record Reading(double wal, double statements, Traffic traffic, double cpu, double databaseCpu, double brokerCpu) {

        static Reading of(Site site, Contender contender, Connection database) throws Exception {
            return new Reading(
                    Requests.number(database, Domains.WAL),
                    contender.port() > 0 ? Scraped.of(contender.port()).sum(Account.QUERIES) : 0,
                    Traffic.of(contender.process(), contender.broker().port()),
                    CpuTime.seconds(contender.process()),
                    CpuTime.secondsOfFamily(site.databaseProcess()),
                    CpuTime.seconds(site.brokerProcess()));
        }
    }
}
