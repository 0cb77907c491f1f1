package io.cptm8.orchestratorm8.embedded;

import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/** An application of its own process that starts embedded services and ends as it is told. */
final class ShortLife {

    private ShortLife() {}

    public static void main(String[] arguments) throws Exception {
        var database = EmbeddedDatabase.start();
        var broker = new EmbeddedBroker(EmbeddedBroker.CPTM8_QUEUES);
        if (arguments[0].equals("close-in-hook")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> windDown(database, broker)));
        }
        System.out.println("up");
        if (arguments[0].equals("exit")) {
            System.exit(0);
        }
        new CountDownLatch(1).await();
    }

    private static void windDown(EmbeddedDatabase database, EmbeddedBroker broker) {
        var address = database.address();
        // Long enough for a hook of the broker or of the database to have run beside this one.
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_sleep(1)");
            broker.address().connectionFactory().newConnection().close();
            System.out.println("database and broker answer in the hook");
        } catch (Exception e) {
            System.out.println(e);
        }
        broker.close();
        database.close();
    }
}
