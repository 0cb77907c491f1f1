package io.cptm8.orchestratorm8.embedded;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where an AMQP 0-9-1 broker is and who may use it.
 *
 * @param host a host name or an IP address
 * @param port a TCP port
 * @param virtualHost usually {@code /}
 * @param user the user
 * @param password the user's password
 */
public record BrokerAddress(String host, int port, String virtualHost, String user, String password) {

    /** A factory of connections to this broker, with the client's defaults otherwise. */
    public ConnectionFactory connectionFactory() {
        var factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        factory.setVirtualHost(virtualHost);
        factory.setUsername(user);
        factory.setPassword(password);
        return factory;
    }

    /** The address with user and password, as AMQP tools take it. */
    public String uri() {
        return "amqp://%s:%s@%s:%d/%s".formatted(escaped(user), escaped(password), host, port, escaped(virtualHost));
    }

    /** Without the password, since records end up in logs. */
    @Override
    public String toString() {
        return "amqp://%s@%s:%d/%s".formatted(escaped(user), host, port, escaped(virtualHost));
    }

    private static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
