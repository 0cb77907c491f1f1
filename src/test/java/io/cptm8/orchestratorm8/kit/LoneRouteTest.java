package io.cptm8.orchestratorm8.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cptm8.orchestratorm8.deploy.RouteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoneRouteTest {

    static List<Path> plain() {
        return new RouteFiles(Path.of("routes")).plain();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plain")
    void a_plain_file_starts_with_nothing_connected(Path file) {
        try (var route = new LoneRoute(file)) {
            route.context().start();

            assertThat(route.context().getRoutes())
                    .isNotEmpty()
                    .allSatisfy(made ->
                            assertThat(made.getEndpoint().getEndpointUri()).startsWith("direct:"));
            assertThat(route.context().getStatus()).isEqualTo(ServiceStatus.Started);
        }
    }

    @Test
    void the_database_of_a_plain_route_is_what_the_test_says() throws Exception {
        try (var route = new LoneRoute(Path.of("routes/settle.yaml"))) {
            route.mock("write-start").expectedBodiesReceived("a start");
            route.context().start();
            try (var template = route.context().createProducerTemplate()) {
                template.sendBody("direct:settle-start", "a start");
            }

            route.mock("write-start").assertIsSatisfied();
        }
    }

    @Test
    void a_file_that_is_wrong_says_where(@TempDir Path routes) throws IOException {
        var file = Files.createDirectories(routes.resolve("scanners")).resolve("takeoverm8.yaml");
        Files.writeString(
                file,
                Files.readString(Path.of("routes/scanners/takeoverm8.yaml")).replace("minInterval", "minIntervall"));

        assertThatThrownBy(() -> new LoneRoute(file)).hasMessageStartingWith(file + ":12:");
    }

    @Test
    void a_step_without_an_id_that_goes_elsewhere_is_named(@TempDir Path routes) throws IOException {
        var file = Files.writeString(
                routes.resolve("settle.yaml"),
                Files.readString(Path.of("routes/settle.yaml")).replace("id: write-start, ", ""));

        assertThatThrownBy(() -> new LoneRoute(file))
                .hasMessageContaining(
                        "route settle-start goes to sql:classpath:sql/settle-start.sql?parametersCount=17 and has no id");
    }
}
