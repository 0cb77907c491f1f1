package io.cptm8.orchestratorm8.faults;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import java.util.Map;

/**
 * Where instances find what they need.
 *
 * @param databaseHosts as {@code POSTGRESQL_HOSTNAME} has it
 * @param brokerHosts as {@code RABBITMQ_HOSTNAME} has it
 */
record Places(
        DatabaseAddress database,
        String databaseHosts,
        int databasePort,
        BrokerAddress broker,
        String brokerHosts,
        int brokerPort) {

    Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("POSTGRESQL_HOSTNAME", databaseHosts),
                Map.entry("POSTGRESQL_PORT", "" + databasePort),
                Map.entry("POSTGRESQL_DB", database.name()),
                Map.entry("POSTGRESQL_USERNAME", database.user()),
                Map.entry("POSTGRESQL_PASSWORD", database.password()),
                Map.entry("RABBITMQ_HOSTNAME", brokerHosts),
                Map.entry("RABBITMQ_PORT", "" + brokerPort),
                Map.entry("RABBITMQ_VHOST", broker.virtualHost()),
                Map.entry("RABBITMQ_USERNAME", broker.user()),
                Map.entry("RABBITMQ_PASSWORD", broker.password()),
                Map.entry("ORCHESTRATORM8_HTTP_HOST", "127.0.0.1"));
    }
}
