package io.cptm8.orchestratorm8.rabbitmq.publish;

import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code rabbitmq-publish:exchange}: publishes mandatory, persistent, confirmed and pipelined, and says what the
 * broker said.
 *
 * <p>It stands in for the producer of camel-spring-rabbitmq, which cannot be told to publish mandatory, reports a
 * refused message as a timeout, and waits for one confirm before it sends the next message.
 */
public final class RabbitmqPublishComponent extends DefaultComponent {

    private Broker broker;
    private MeterRegistry meters;
    private int window = 1000;
    private Duration confirmTimeout = Duration.ofSeconds(10);
    private ScheduledExecutorService watchdog;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var endpoint = new RabbitmqPublishEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        watchdog = getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "orchestratorm8-watchdog");
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getExecutorServiceManager().shutdownNow(watchdog);
        super.doStop();
    }

    ScheduledExecutorService watchdog() {
        return watchdog;
    }

    Broker broker() {
        return broker;
    }

    public void setBroker(Broker broker) {
        this.broker = broker;
    }

    MeterRegistry meters() {
        return meters;
    }

    public void setMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    int window() {
        return window;
    }

    /** Messages without a receipt at most, for each publisher. */
    public void setWindow(int window) {
        this.window = window;
    }

    Duration confirmTimeout() {
        return confirmTimeout;
    }

    public void setConfirmTimeout(Duration confirmTimeout) {
        this.confirmTimeout = confirmTimeout;
    }
}
