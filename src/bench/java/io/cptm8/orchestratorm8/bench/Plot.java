package io.cptm8.orchestratorm8.bench;

import com.rabbitmq.client.BuiltinExchangeType;
import com.zaxxer.hikari.HikariDataSource;
import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.postgres.Migration;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import java.sql.SQLException;

/** A part of the site: a database and a virtual host that nobody else uses. */
record Plot(DatabaseAddress database, BrokerAddress broker) {

    /** The same exchange, queue and binding as the scanner's file gives ours. */
    static void declare(BrokerAddress broker, ScannerFile scanner) throws Exception {
        try (var connection = broker.connectionFactory().newConnection("bench");
                var channel = connection.createChannel()) {
            channel.exchangeDeclare(scanner.exchange(), BuiltinExchangeType.TOPIC, true);
            channel.queueDeclare(scanner.queue(), true, false, false, null);
            channel.queueBind(scanner.queue(), scanner.exchange(), scanner.binding());
        }
    }

    /** Our tables and triggers, with a scanner that starts on change, where the program itself does not run. */
    static void migrate(DatabaseAddress database, String scanner) throws SQLException {
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.jdbcUrl());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            new Migration(pool, "public").run();
        }
        new Requests(database, scanner).register();
    }
}
