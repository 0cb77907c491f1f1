package io.cptm8.orchestratorm8.bench;

import java.io.IOException;

/**
 * A running instance of the program.
 *
 * @param port of its HTTP side, on the loopback address
 */
record Instance(Child child, Plot plot, int port) implements AutoCloseable {

    /** Its metric of accepted messages. */
    private static final String ACCEPTED = "orchestratorm8_receipts_total";

    /** Until it does its work. */
    Instance awaitReady() {
        Poll.untilReady(child, port);
        return this;
    }

    /** As the contender for one of its scanners' messages. */
    Contender contender(ScannerFile scanner) {
        return new Contender(Table.OURS, scanner.name(), scanner.queue(), plot, child, port);
    }

    /** How many messages of a scanner the broker has accepted from this instance since its start. */
    long accepted(ScannerFile scanner) throws IOException, InterruptedException {
        return Scraped.of(port).count(ACCEPTED, "receipt=\"accepted\"", "scanner=\"" + scanner.name() + "\"");
    }

    @Override
    public void close() throws InterruptedException {
        child.close();
    }
}
