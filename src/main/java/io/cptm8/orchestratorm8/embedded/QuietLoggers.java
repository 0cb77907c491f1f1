package io.cptm8.orchestratorm8.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Keeps servers that came along from talking over the application. */
final class QuietLoggers {

    /** The prefixes under which Broker-J and the embedded PostgreSQL log. */
    private static final List<String> NAMES =
            List.of("org.apache.qpid", "qpid.message", "qpid.statistics", "io.zonky.test");

    private QuietLoggers() {}

    /** Lets only warnings and errors through, unless the user's own logging configuration says otherwise. */
    static void quieten() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            NAMES.stream()
                    .map(context::getLogger)
                    .filter(logger -> logger.getLevel() == null)
                    .forEach(logger -> logger.setLevel(Level.WARN));
        }
    }
}
