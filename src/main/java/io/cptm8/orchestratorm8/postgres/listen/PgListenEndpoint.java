package io.cptm8.orchestratorm8.postgres.listen;

import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Where a route waits for work. Options are lengths of time in Camel's form, {@code 1s} or {@code 250ms}. */
public final class PgListenEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    private final String channel;
    private String sweep = "1s";
    private String lookAgain = "20ms";
    private int lanes = 1;
    private boolean leaderOnly;

    PgListenEndpoint(String uri, PgListenComponent component, String channel) {
        super(uri, component);
        this.channel = channel;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        var component = (PgListenComponent) getComponent();
        var consumer = new PgListenConsumer(this, processor, component.session(), component.lookout());
        configureConsumer(consumer);
        return consumer;
    }

    /** Every route has a wait of its own on the same channel. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "pg-listen:" + channel + " only wakes routes; it cannot be sent to. Use it in from:");
    }

    /** Whether there is work for the route is found out at least this often, rung for or not. */
    public void setSweep(String sweep) {
        this.sweep = sweep;
    }

    /** After a ring it is found out once more this much later: a writer who did not ring may commit after the one who did. */
    public void setLookAgain(String lookAgain) {
        this.lookAgain = lookAgain;
    }

    /** Runs of the route at the same time, from 1. */
    public void setLanes(int lanes) {
        this.lanes = lanes;
    }

    /** Runs only on the instance that leads. */
    public void setLeaderOnly(boolean leaderOnly) {
        this.leaderOnly = leaderOnly;
    }

    long sweepMillis() {
        return millis(sweep);
    }

    long lookAgainMillis() {
        return millis(lookAgain);
    }

    int lanes() {
        return lanes;
    }

    boolean leaderOnly() {
        return leaderOnly;
    }

    private long millis(String text) {
        return getCamelContext()
                .getTypeConverter()
                .convertTo(java.time.Duration.class, text)
                .toMillis();
    }
}
