package io.cptm8.orchestratorm8.kit;

import io.cptm8.orchestratorm8.deploy.Routes;
import io.cptm8.orchestratorm8.launch.UnconnectedServices;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.testing.RouteCoverage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * The routes of one file of {@code routes/}, as they are, without database and broker: each begins at
 * {@code direct:ROUTE}, and each of its steps that would go outside, {@code - to: { id: X, uri: … }}, goes to
 * {@code mock:X} instead. Everything between is what is shipped: guard, marshal, throttle and the rest.
 *
 * <p>In a scanner's route the mock of {@code claim} finds the rows that were sent in, see {@link #domain}, and the mock
 * of {@code publish} accepts every message.
 */
public final class LoneRoute implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Scanner scanner;

    /** @throws AssertionError with line and cause when the file is wrong */
    public LoneRoute(Path file) {
        var services = new UnconnectedServices();
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext stopped) {
                services.close();
            }
        });
        try {
            scanner = make(file, services);
        } catch (AssertionError e) {
            services.close();
            throw e;
        }
    }

    private Scanner make(Path file, UnconnectedServices services) {
        services.bindTo(context);
        context.getRegistry().unbind("broker");
        context.getRegistry().bind("broker", new AcceptingBroker());
        // Nothing is on its way in a ring that is not there.
        context.getRegistry().unbind("token");
        context.getRegistry().bind("token", (Processor) exchange -> {});
        RouteCoverage.lookAt(context);
        Optional<Scanner> declared = Routes.deploy(context, file, services.placeholders());
        declared.ifPresent(services::know);
        List.copyOf(context.getRouteDefinitions()).forEach(this::cutOff);
        mock("claim").whenAnyExchangeReceived(exchange -> {
            var found = exchange.getMessage().getBody(List.class);
            exchange.getMessage().setHeader("CamelSqlRowCount", found.size());
        });
        mock("publish")
                .whenAnyExchangeReceived(exchange -> exchange.getMessage().setHeader("verdict", "accepted"));
        return declared.orElse(null);
    }

    private void cutOff(RouteDefinition route) {
        var outside = ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class);
        outside.forEach(RouteCoverage::know);
        advise(route.getRouteId(), advice -> {
            advice.replaceFromWith("direct:" + route.getRouteId());
            for (var to : outside) {
                if (!to.hasCustomIdAssigned()) {
                    throw new AssertionError("a step of route " + route.getRouteId() + " goes to " + to.getUri()
                            + " and has no id: write - to: { id: …, uri: … }");
                }
                advice.weaveById(to.getId()).replace().to("mock:" + to.getId());
            }
        });
    }

    /**
     * Changes a route before the context starts, by Camel's {@code AdviceWith}.
     *
     * @param advice for example {@code route -> route.weaveById("guard").before().to("mock:before")}
     */
    public void advise(String route, Consumer<AdviceWithRouteBuilder> advice) {
        var builder = new AdviceWithRouteBuilder() {
            @Override
            public void configure() {
                advice.accept(this);
            }
        };
        builder.setLogRouteAsXml(false);
        try {
            AdviceWith.adviceWith(route, context, builder);
        } catch (Exception e) {
            throw new AssertionError("route " + route + " cannot be advised: " + e.getMessage(), e);
        }
    }

    /** A claimed row, as claim.sql answers it, of an enabled domain; put in or change what a test is about. */
    public static Map<String, Object> domain(String name) {
        var row = new HashMap<String, Object>();
        row.put("request", Integer.toUnsignedLong(name.hashCode()));
        row.put("generation", 1);
        row.put("id", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        row.put("name", name);
        row.put("companyname", "Example");
        row.put("enabled", true);
        row.put("lapsed", false);
        row.put("waited_ms", 0L);
        return row;
    }

    /** The scanner whose file it is; empty when it is a plain file. */
    public Optional<Scanner> scanner() {
        return Optional.ofNullable(scanner);
    }

    /** Not started, so that it can be advised further. */
    public CamelContext context() {
        return context;
    }

    /** Where the step of this id goes in place of where it is meant to. */
    public MockEndpoint mock(String step) {
        return context.getEndpoint("mock:" + step, MockEndpoint.class);
    }

    @Override
    public void close() {
        context.stop();
    }

    /** In place of the connection, which is not there and so would let nothing be claimed. */
    public static final class AcceptingBroker {
        public boolean accepting() {
            return true;
        }
    }
}
