package io.cptm8.orchestratorm8.faults;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Ends the process at a named step of the scanner's way, without any word to anybody, as {@code kill -9} does. Camel finds it when it is
 * on the class path, as an agent of the JVM; the application knows nothing of it.
 */
public final class CrashPlugin implements ContextServicePlugin, InterceptStrategy {

    static final String STEP = "faults.step";
    static final String PASS = "faults.pass";
    private static final AtomicInteger PASSES = new AtomicInteger();

    private final String step = System.getProperty(STEP, "");
    private final int pass = Integer.getInteger(PASS, 1);

    /** To be on the class path is all that it is an agent for. */
    public static void premain(String arguments, Instrumentation instrumentation) {}

    @Override
    public void load(CamelContext context) {
        context.getCamelContextExtension().addInterceptStrategy(this);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor next) {
        return node.getId().equals(step) ? new CrashPoint(target) : target;
    }

    private final class CrashPoint extends DelegateAsyncProcessor {

        CrashPoint(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (Home.SCANNER.equals(exchange.getFromRouteId()) && PASSES.incrementAndGet() >= pass) {
                Runtime.getRuntime().halt(137);
            }
            return super.process(exchange, callback);
        }
    }
}
