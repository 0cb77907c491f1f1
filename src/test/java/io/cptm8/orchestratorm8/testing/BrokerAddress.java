package io.cptm8.orchestratorm8.testing;

import com.rabbitmq.client.ConnectionFactory;

/** Where a test finds its broker, and as whom. */
public record BrokerAddress(String host, int port, String virtualHost, String user, String password) {

    /** The same broker reached by way of another port of this host, for example a {@link FaultProxy}. */
    public BrokerAddress through(int otherPort) {
        return new BrokerAddress(host, otherPort, virtualHost, user, password);
    }

    /** A factory that does not reconnect by itself: a test must see that a connection was lost. */
    public ConnectionFactory connectionFactory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        factory.setVirtualHost(virtualHost);
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setAutomaticRecoveryEnabled(false);
        // The client's own limit is ten minutes, as long as the whole run.
        factory.setChannelRpcTimeout(60_000);
        return factory;
    }
}
