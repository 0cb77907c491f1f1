package io.cptm8.orchestratorm8.rabbitmq;

import com.rabbitmq.client.Connection;

/** Which of several nodes a connection is to. */
final class Nodes {

    private Nodes() {}

    /** @param configured what may be connected to; taken as it is when it is one node */
    static String at(Connection connection, String configured) {
        if (!configured.contains(",") || connection.getAddress() == null) {
            return configured;
        }
        // "name/address", without the name where it was not looked up; to look it up now could take long.
        var parts = connection.getAddress().toString().split("/", 2);
        var name = parts[0].isEmpty() ? parts[1] : parts[0];
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + connection.getPort();
    }
}
