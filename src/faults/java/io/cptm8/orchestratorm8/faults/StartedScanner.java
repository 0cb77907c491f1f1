package io.cptm8.orchestratorm8.faults;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** A scanner as the platform has them: it takes a start and then reads all domains. What it has never read is lost. */
final class StartedScanner implements AutoCloseable {

    private final Rig rig;
    private final Connection connection;
    private final Channel channel;
    private final Set<String> read = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final Thread worker = new Thread(this::work, "faults-scanner");
    private long starts;

    StartedScanner(Rig rig) throws Exception {
        this.rig = rig;
        this.connection = rig.broker().connectionFactory().newConnection("faults");
        this.channel = connection.createChannel();
        worker.setDaemon(true);
        worker.start();
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!takeOne()) {
                    Poll.pass(0.02);
                }
            }
        } catch (IOException | SQLException ended) {
            // Whoever waits for the rest takes it, and hears of it.
        }
    }

    /** Answers whether there was a start. */
    private synchronized boolean takeOne() throws IOException, SQLException {
        var start = channel.basicGet(Home.QUEUE, true);
        if (start == null) {
            return false;
        }
        starts++;
        ids.add(start.getProps().getMessageId());
        read.addAll(rig.names());
        return true;
    }

    /** Takes what is left in the queue, and what is taken at the moment has been read when this returns. */
    void takeAll() throws IOException, SQLException {
        while (takeOne()) {
            // the next
        }
    }

    synchronized Books books() throws SQLException {
        var committed = rig.names();
        var accepted = rig.count("""
                SELECT count(*) FROM orchestratorm8.request
                WHERE scanner = 'faultm8' AND state = 'done' AND receipt IN ('accepted', 'already waiting')""");
        var possible =
                rig.count("SELECT coalesce(sum(repeats), 0) FROM orchestratorm8.request WHERE scanner = 'faultm8'");
        var duplicated = starts - ids.size();
        return new Books(
                rig.load().attempted(),
                committed.size(),
                accepted,
                starts,
                committed.stream().filter(name -> !read.contains(name)).count(),
                duplicated,
                read.stream().filter(name -> !committed.contains(name)).count(),
                Math.max(0, duplicated - possible),
                0,
                0,
                OptionalLong.empty());
    }

    @Override
    public void close() throws IOException {
        worker.interrupt();
        connection.close();
    }
}
