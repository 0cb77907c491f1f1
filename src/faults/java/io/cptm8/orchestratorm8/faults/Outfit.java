package io.cptm8.orchestratorm8.faults;

import java.util.HashMap;
import java.util.Map;

/**
 * What the instances of a rig are run with.
 *
 * @param scanner the text of the scanner's file
 * @param settings in place of the shipped ones
 * @param options of the JVM
 * @param environment beside the addresses
 * @param counter of RabbitMQ's global ones, what tells how many messages have come into the queue
 */
record Outfit(
        String scanner, Map<String, String> settings, String options, Map<String, String> environment, String counter) {

    /** Of processes that live for seconds the start is nearly all there is: the optimizing compiler would cost more than it saves. */
    static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final String ROUTED = "messages_routed_total";
    private static final String CONFIRMED = "messages_confirmed_total";

    /** What takes a minute in production takes seconds here, so that rounds are short. */
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("orchestratorm8.dispatch.lease", "5s"),
            Map.entry("orchestratorm8.dispatch.confirm-timeout", "2s"),
            Map.entry("orchestratorm8.dispatch.sweep", "200ms"),
            Map.entry("orchestratorm8.dispatch.retry-delay", "100ms"),
            Map.entry("orchestratorm8.dispatch.retry-maximum", "1s"),
            Map.entry("orchestratorm8.database.connect-timeout", "1s"),
            Map.entry("orchestratorm8.database.query-timeout", "3s"),
            Map.entry("orchestratorm8.rabbitmq.connect-timeout", "1s"),
            Map.entry("orchestratorm8.rabbitmq.heartbeat", "1s"),
            Map.entry("orchestratorm8.rabbitmq.retry-delay", "200ms"),
            Map.entry("orchestratorm8.shutdown.drain", "5s"));

    /** One scanner with a message for each domain. */
    static Outfit plain() {
        return of(Home.perDomain());
    }

    /** The same as shipped, for what short times would be exceeded by on a busy machine. */
    static Outfit shippedTimes() {
        return new Outfit(Home.perDomain(), Map.of(), "", Map.of(), ROUTED);
    }

    static Outfit of(String scanner) {
        return new Outfit(scanner, SHORT, "", Map.of(), ROUTED);
    }

    /** With a queue that refuses messages, which RabbitMQ has counted as routed by then; and without notifications, which are confirmed too. */
    Outfit refusing() {
        return new Outfit(scanner, settings, options, environment, CONFIRMED).set("notify.enabled", "false");
    }

    Outfit set(String key, String value) {
        var all = new HashMap<>(settings);
        all.put("orchestratorm8." + key, value);
        return new Outfit(scanner, all, options, environment, counter);
    }

    Outfit with(String jvmOptions) {
        return new Outfit(scanner, settings, options + " " + jvmOptions, environment, counter);
    }

    Outfit in(Map<String, String> more) {
        var all = new HashMap<>(environment);
        all.putAll(more);
        return new Outfit(scanner, settings, options, all, counter);
    }
}
