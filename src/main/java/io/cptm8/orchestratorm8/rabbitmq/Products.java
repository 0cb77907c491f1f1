package io.cptm8.orchestratorm8.rabbitmq;

import com.rabbitmq.client.Connection;

/** Which make of broker is at the other end, for the few things that only one of them has or does. */
public final class Products {

    private Products() {}

    /** Apache Qpid Broker-J, the embedded broker. */
    public static boolean isQpid(Connection connection) {
        return String.valueOf(connection.getServerProperties().get("product")).contains("Qpid");
    }
}
