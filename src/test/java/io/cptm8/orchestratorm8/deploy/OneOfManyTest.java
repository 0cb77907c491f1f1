package io.cptm8.orchestratorm8.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.TestApplication;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Route;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred scanners in one instance. */
@Timeout(180)
class OneOfManyTest {

    private static final int MANY = 200;

    @TempDir
    private Path home;

    @AutoClose
    private Live live;

    @Test
    void a_change_to_one_exchanges_one() {
        live = Live.in(home, application -> {
            application.set("dispatch.sweep", "1m");
            writeFiles(application);
        });
        var before = routes();
        assertThat(before).containsKeys("many1", "many100", "many200");

        live.application.write(Live.pathOf("many100"), Routes.perDomain("many100", "{ name: body, value: bare }"));
        live.awaitExchanged("many100", 1);

        var after = routes();
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.get("many100")).isNotSameAs(before.get("many100"));
        before.remove("many100");
        before.forEach((id, route) -> assertThat(after.get(id)).as(id).isSameAs(route));
    }

    @Test
    void with_the_settings_as_shipped_a_domain_reaches_every_one_of_them() {
        live = Live.in(home, OneOfManyTest::writeFiles);

        live.addDomain("many.example");

        await().atMost(Live.LIMIT.multipliedBy(2))
                .until(() -> live.database.count("SELECT count(*) FROM orchestratorm8.request"
                                + " WHERE scanner LIKE 'many%' AND state = 'done' AND receipt = 'accepted'")
                        == MANY);
    }

    private static void writeFiles(TestApplication application) {
        for (int i = 1; i <= MANY; i++) {
            application.write(Live.pathOf("many" + i), Routes.perDomain("many" + i));
        }
    }

    private Map<String, Route> routes() {
        var routes = new HashMap<String, Route>();
        live.application.application().context().getRoutes().forEach(route -> routes.put(route.getRouteId(), route));
        return routes;
    }
}
