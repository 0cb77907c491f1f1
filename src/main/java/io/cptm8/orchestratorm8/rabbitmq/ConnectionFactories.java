package io.cptm8.orchestratorm8.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import com.rabbitmq.client.impl.MicrometerMetricsCollector;
import com.rabbitmq.client.impl.nio.SocketChannelFrameHandlerFactory;
import io.cptm8.orchestratorm8.config.Host;
import io.cptm8.orchestratorm8.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.rabbit.connection.AbstractConnectionFactory.AddressShuffleMode;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** The bounded pool of connections that publishing, consuming and declaring share. */
public final class ConnectionFactories {

    /** Bytes; the client's own default. */
    private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;

    private ConnectionFactories() {}

    /**
     * Connects on first use. Every wait of the client is bounded: connecting, answering a method, checking a
     * connection out, and, with non-blocking I/O, handing a frame to a broker that has stopped reading.
     */
    public static CachingConnectionFactory pool(Settings.RabbitMq settings, MeterRegistry meters) {
        var client = configured(new LoopForEach(), settings);
        client.setMetricsCollector(new MicrometerMetricsCollector(meters));
        client.useNio();
        client.getNioParams().setThreadFactory(client.getThreadFactory());
        client.getNioParams()
                .setWriteEnqueuingTimeoutInMs((int) settings.connectTimeout().toMillis());

        var pool = new CachingConnectionFactory(client);
        if (settings.hosts().size() > 1) {
            pool.setAddresses(settings.hosts().stream().map(Host::toString).toList());
            // Instances spread over the nodes, and one that hangs is not always the first to be tried.
            pool.setAddressShuffleMode(AddressShuffleMode.RANDOM);
        }
        pool.setCacheMode(CachingConnectionFactory.CacheMode.CONNECTION);
        pool.setConnectionCacheSize(settings.minimumConnections());
        pool.setConnectionLimit(settings.maximumConnections());
        pool.setChannelCacheSize(settings.channels());
        pool.setChannelCheckoutTimeout(settings.connectTimeout().toMillis());
        pool.setConnectionNameStrategy(factory -> "orchestratorm8");
        pool.setCloseTimeout((int) TimeUnit.SECONDS.toMillis(2));
        return pool;
    }

    /**
     * One connection outside the pool, for a command that asks and ends; whoever opens it closes it.
     *
     * @param purpose as the broker shows it among its connections
     */
    public static Connection single(Settings.RabbitMq settings, String purpose) throws IOException, TimeoutException {
        var nodes = new ArrayList<Address>();
        settings.hosts().forEach(host -> nodes.add(new Address(host.name(), host.port())));
        Collections.shuffle(nodes);
        return configured(new ConnectionFactory(), settings).newConnection(nodes, "orchestratorm8 " + purpose);
    }

    private static <F extends ConnectionFactory> F configured(F client, Settings.RabbitMq settings) {
        client.setHost(settings.hosts().get(0).name());
        client.setPort(settings.hosts().get(0).port());
        client.setVirtualHost(settings.virtualHost());
        client.setUsername(settings.credentials().user());
        client.setPassword(settings.credentials().password());
        client.setConnectionTimeout((int) settings.connectTimeout().toMillis());
        client.setHandshakeTimeout((int) settings.connectTimeout().toMillis());
        client.setChannelRpcTimeout((int) settings.connectTimeout().toMillis());
        client.setShutdownTimeout((int) settings.connectTimeout().toMillis());
        client.setRequestedHeartbeat((int) settings.heartbeat().toSeconds());
        client.setRequestedChannelMax(settings.channels());
        client.setAutomaticRecoveryEnabled(false);
        return client;
    }

    /**
     * Gives each connection an I/O loop of its own. The client's one loop for all of them ends for good when a
     * connection is lost while it is set up (a null pointer), as happens behind a proxy whose server is down; no
     * connection is ever made again then.
     */
    private static final class LoopForEach extends ConnectionFactory {
        @Override
        protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
            return new SocketChannelFrameHandlerFactory(
                    getConnectionTimeout(), getNioParams(), isSSL(), null, LARGEST_MESSAGE);
        }
    }
}
