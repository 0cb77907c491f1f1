package io.cptm8.orchestratorm8.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a route may connect to. A route's file can be written by more people than the program, so it may use what moves
 * requests and shows how they fare, and nothing that runs programs, reads files, or calls whatever it likes.
 */
final class Schemes {

    /** Other routes, times, the database, the broker, requests over HTTP, the log and the figures. */
    static final Set<String> ALLOWED = Set.of(
            "direct",
            "log",
            "micrometer",
            "pg-listen",
            "platform-http",
            "quartz",
            "rabbitmq-publish",
            "scheduler",
            "spring-rabbitmq",
            "sql",
            "timer");

    private static final String A_BEAN = "use process: { ref: name } with a name that the program has";
    private static final String RUNS_CODE = "it runs code out of a file; " + A_BEAN;
    private static final String STRANGERS = "it reaches what nobody here has checked; use sql or rabbitmq-publish";
    private static final String IN_MEMORY = "what waits in it is lost with the process; use direct";

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("bean", "it calls any method of anything; " + A_BEAN),
            Map.entry("class", RUNS_CODE),
            Map.entry("language", RUNS_CODE),
            Map.entry("exec", RUNS_CODE),
            Map.entry("ssh", RUNS_CODE),
            Map.entry("xslt", RUNS_CODE),
            Map.entry("velocity", RUNS_CODE),
            Map.entry("freemarker", RUNS_CODE),
            Map.entry("file", "it reads and writes any file of this account; use sql, or log"),
            Map.entry("ftp", STRANGERS),
            Map.entry("sftp", STRANGERS),
            Map.entry("http", STRANGERS),
            Map.entry("https", STRANGERS),
            Map.entry("rest", STRANGERS),
            Map.entry("rest-api", STRANGERS),
            Map.entry("smtp", STRANGERS),
            Map.entry("jdbc", "it sends whatever the message says as a statement; use sql, which has parameters"),
            Map.entry("sql-stored", "use sql"),
            Map.entry("controlbus", "it stops other routes; switch a scanner off with its parameter enabled"),
            Map.entry("ref", "write the endpoint itself"),
            Map.entry("stub", "it swallows what is sent to it; use direct"),
            Map.entry("mock", "it keeps all it is sent, in memory; tests put it in place of an endpoint"),
            Map.entry("seda", IN_MEMORY),
            Map.entry("disruptor", IN_MEMORY),
            Map.entry("kamelet", "write the route itself, or a template in routes/templates"));

    private Schemes() {}

    /** Why it is refused and what to use instead; empty: nobody has thought about it. */
    static Optional<String> refusal(String scheme) {
        return Optional.ofNullable(REFUSED.get(scheme));
    }

    /** What can be used here. */
    static List<String> usable() {
        return ALLOWED.stream().filter(Installed::hasComponent).sorted().toList();
    }
}
