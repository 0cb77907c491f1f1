package io.cptm8.orchestratorm8.launch;

import java.io.PrintStream;
import java.util.Map;

/**
 * Services that a launch brings along instead of finding them running: a database, a broker, scanners.
 *
 * <p>Found by {@link java.util.ServiceLoader}, so that a normal launch has neither their classes nor their
 * libraries on its class path.
 */
public interface BroughtServices extends AutoCloseable {

    /**
     * Starts everything and returns when it accepts connections.
     *
     * @param out where a person reads what was started and how to reach it
     * @return the environment variables that point the application at these services, by name, for example
     *     {@code POSTGRESQL_HOSTNAME}; they win over the process's own
     * @throws Exception when a service does not start; what had started is stopped first
     */
    Map<String, String> start(PrintStream out) throws Exception;

    /**
     * Starts a database without a domain and a broker, and no scanner, for who wants to see for himself what arrives.
     *
     * @return as {@link #start}
     * @throws Exception as {@link #start}
     */
    Map<String, String> startEmpty() throws Exception;

    /** Stops everything, newest first, and removes every file it made. Safe to call twice. */
    @Override
    void close();
}
