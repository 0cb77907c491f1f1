package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.scanner.Scanner;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;

/**
 * Builds routes in a throw-away context in which nothing starts: no consumer, no connection. What can be built there
 * can be built in the context that runs.
 */
final class Trial implements AutoCloseable {

    private final ModelCamelContext context;

    /** @param context started, with {@code autoStartup} off; closed with this */
    Trial(CamelContext context) {
        this.context = (ModelCamelContext) context;
    }

    /** @throws Exception Camel's, why the file's routes or templates cannot be built */
    void load(RouteFile file) throws Exception {
        CamelRoutes.load(context, file);
    }

    /** @throws Exception Camel's, why the scanner's route cannot be built */
    void instantiate(Scanner scanner) throws Exception {
        CamelRoutes.instantiate(context, scanner);
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
