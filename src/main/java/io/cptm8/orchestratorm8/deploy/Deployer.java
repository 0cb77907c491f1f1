package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.gate.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges what a file has brought into the context that runs for what its new version brings, and touches nothing
 * else there. What does not start is taken out again, and what ran before runs again.
 */
final class Deployer {

    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final ModelCamelContext context;
    private final long patienceSeconds;
    private final Map<Path, List<String>> routes = new HashMap<>();

    /** @param patience for what is in flight in a route that is to go */
    Deployer(CamelContext context, Duration patience) {
        this.context = (ModelCamelContext) context;
        this.patienceSeconds = Math.max(1, patience.toSeconds());
    }

    /**
     * Templates or plain routes.
     *
     * @throws Exception Camel's; then what ran before runs
     */
    void exchange(Optional<Good> before, Optional<Good> after) throws Exception {
        var ran = before.stream().flatMap(this::started).toList();
        if (before.isPresent()) {
            takeOut(before.get());
        }
        try {
            if (after.isPresent()) {
                bringIn(after.get(), ran);
            }
        } catch (Exception e) {
            restore(before, () -> bringIn(before.orElseThrow(), ran));
            throw e;
        }
    }

    private Stream<String> started(Good good) {
        return routes.getOrDefault(good.path(), List.of()).stream()
                .filter(route ->
                        context.getRouteController().getRouteStatus(route).isStarted());
    }

    /** @param ran routes that are to run, although their file leaves it to others to start them */
    private void bringIn(Good good, List<String> ran) throws Exception {
        routes.put(good.path(), CamelRoutes.load(context, good.version().file()));
        try {
            for (var route : ran) {
                CamelRoutes.start(context, route);
            }
        } catch (Exception e) {
            takeOut(good);
            throw e;
        }
    }

    private void takeOut(Good good) throws Exception {
        if (good.kind() == Kind.TEMPLATE) {
            context.removeRouteTemplateDefinitions(good.version().file().stem());
        }
        for (var route : routes.getOrDefault(good.path(), List.of())) {
            CamelRoutes.remove(context, route, patienceSeconds);
        }
        routes.remove(good.path());
    }

    /** @throws Exception Camel's */
    void start(String route) throws Exception {
        CamelRoutes.start(context, route);
    }

    /**
     * A scanner's route, of the template as it is now.
     *
     * @throws Exception Camel's; then what ran before runs
     */
    void exchangeScanner(Optional<Good> before, Optional<Good> after, Turnover turnover) throws Exception {
        if (before.isPresent()) {
            var scanner = before.get().scanner().orElseThrow();
            CamelRoutes.remove(context, scanner.name(), patienceSeconds);
            turnover.stopped(scanner);
        }
        try {
            if (after.isPresent()) {
                start(after.get(), turnover);
            }
        } catch (Exception e) {
            restore(before, () -> startOfItsOwn(before.orElseThrow(), after.orElseThrow(), turnover));
            throw e;
        }
    }

    private void start(Good good, Turnover turnover) throws Exception {
        turnover.starting(good.scanner().orElseThrow());
        CamelRoutes.instantiate(context, good.scanner().orElseThrow());
    }

    /** The one that ran before was made of another version of the template, perhaps. */
    private void startOfItsOwn(Good before, Good after, Turnover turnover) throws Exception {
        exchangeTemplate(after.template().orElseThrow(), before.template().orElseThrow());
        try {
            start(before, turnover);
        } finally {
            exchangeTemplate(before.template().orElseThrow(), after.template().orElseThrow());
        }
    }

    private void exchangeTemplate(Version from, Version to) throws Exception {
        context.removeRouteTemplateDefinitions(from.file().stem());
        CamelRoutes.load(context, to.file());
    }

    private static void restore(Optional<Good> before, Step step) {
        if (before.isPresent()) {
            try {
                step.take();
            } catch (Exception e) {
                LOG.error(
                        "This is a bug: what ran of {} could not be started again. Start the application again.",
                        before.get().path(),
                        e);
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }
}
