package io.cptm8.orchestratorm8.bench;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.main.Main;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * The route that the parts of Camel make as they come: sql, split, marshal, spring-rabbitmq with correlated confirms.
 *
 * <p>It is in {@code stock-route.yaml}. Each message waits for its confirm before the next one is sent.
 */
public final class StockRoute {

    private StockRoute() {}

    public static void main(String[] none) throws Exception {
        var environment = System.getenv();
        var dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(environment.get("BENCH_DATABASE"));
        dataSource.setUsername(environment.get("BENCH_DATABASE_USER"));
        dataSource.setPassword(environment.get("BENCH_DATABASE_PASSWORD"));
        var connections =
                new CachingConnectionFactory("127.0.0.1", Integer.parseInt(environment.get("BENCH_BROKER_PORT")));
        connections.setVirtualHost(environment.get("BENCH_VIRTUAL_HOST"));
        connections.setUsername(environment.get("BENCH_BROKER_USER"));
        connections.setPassword(environment.get("BENCH_BROKER_PASSWORD"));
        connections.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
        var main = new Main();
        main.bind("dataSource", dataSource);
        main.bind("connectionFactory", connections);
        main.setPropertyPlaceholderLocations("false");
        main.addInitialProperty("camel.main.routesIncludePattern", "classpath:stock-route.yaml");
        main.addInitialProperty("camel.main.jmxEnabled", "false");
        main.run();
    }
}
