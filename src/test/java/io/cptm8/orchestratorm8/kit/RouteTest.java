package io.cptm8.orchestratorm8.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;

/**
 * A test of the routes of one file, each by itself: Camel's own test support, with a {@link LoneRoute} as its context.
 * {@code AdviceWith} finds each step by the {@code id} that the file gives it, in a scanner's route as in a plain one.
 * The test starts the context when it has advised: {@code context.start()}.
 */
public abstract class RouteTest extends CamelTestSupport {

    private final Path file;
    private LoneRoute route;

    /** @param file from the project's folder, such as {@code routes/scanners/certm8.yaml} */
    protected RouteTest(String file) {
        this.file = Path.of(file);
        testConfiguration().withUseAdviceWith(true);
    }

    @Override
    protected CamelContext createCamelContext() {
        route = new LoneRoute(file);
        return route.context();
    }

    /** A claimed row of this domain, to be sent to a scanner's route. */
    protected static Map<String, Object> domain(String name) {
        return LoneRoute.domain(name);
    }

    /** Sends claimed rows to a scanner's route, as the database would hand them over. */
    @SafeVarargs
    protected final void claim(String scanner, Map<String, Object>... rows) {
        var found = new ArrayList<Map<String, Object>>();
        for (var row : rows) {
            found.add(row);
        }
        template.sendBody("direct:" + scanner, found);
    }

    /** Changes a route, before the context starts: {@code advise("certm8", route -> route.weaveById("guard")…)}. */
    protected final void advise(String id, Consumer<AdviceWithRouteBuilder> advice) {
        route.advise(id, advice);
    }

    /** What the step of this id would have sent. */
    protected final MockEndpoint mock(String step) {
        return route.mock(step);
    }
}
