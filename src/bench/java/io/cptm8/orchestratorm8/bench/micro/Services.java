package io.cptm8.orchestratorm8.bench.micro;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.testing.BrokerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** Database and broker of the bench, as the JVM that measures is told of them. */
public final class Services {

    /** System properties. */
    enum Key {
        DATABASE,
        DATABASE_USER,
        DATABASE_PASSWORD,
        BROKER_PORT,
        VIRTUAL_HOST,
        BROKER_USER,
        BROKER_PASSWORD;

        String given() {
            return System.getProperty("micro." + name());
        }

        String of(String value) {
            return "-Dmicro." + name() + "=" + value;
        }
    }

    private Services() {}

    /** Options of a JVM that is to find them. */
    public static String[] options(DatabaseAddress database, BrokerAddress broker) {
        return Arrays.stream(Key.values())
                .map(key -> key.of(
                        switch (key) {
                            case DATABASE -> database.jdbcUrl();
                            case DATABASE_USER -> database.user();
                            case DATABASE_PASSWORD -> database.password();
                            case BROKER_PORT -> "" + broker.port();
                            case VIRTUAL_HOST -> broker.virtualHost();
                            case BROKER_USER -> broker.user();
                            case BROKER_PASSWORD -> broker.password();
                        }))
                .toArray(String[]::new);
    }

    static Connection database() throws SQLException {
        var connection = DriverManager.getConnection(
                Key.DATABASE.given(), Key.DATABASE_USER.given(), Key.DATABASE_PASSWORD.given());
        try (var statement = connection.createStatement()) {
            statement.execute("SET search_path = orchestratorm8, public");
        }
        return connection;
    }

    static CachingConnectionFactory broker() {
        var factory = new CachingConnectionFactory("127.0.0.1", Integer.parseInt(Key.BROKER_PORT.given()));
        factory.setVirtualHost(Key.VIRTUAL_HOST.given());
        factory.setUsername(Key.BROKER_USER.given());
        factory.setPassword(Key.BROKER_PASSWORD.given());
        return factory;
    }
}
