package io.cptm8.orchestratorm8.faults;

import java.util.HashMap;
import java.util.Map;

/**
 * What the instances of a rig are run with.
 *
 * @param scanner the text of the scanner's file; null: the scanners as they are shipped
 * @param settings beside the short times
 * @param options of the JVM
 * @param environment beside the addresses
 */
record Outfit(String scanner, Map<String, String> settings, String options, Map<String, String> environment) {

    /** One scanner with a message for each domain. */
    static Outfit plain() {
        return new Outfit(Home.perDomain(), Map.of(), "", Map.of());
    }

    /** The same, for what is about much rather than about what happens next: with the lease and confirm timeout as shipped. */
    static Outfit shippedTimes() {
        return plain().set("dispatch.lease", "60s").set("dispatch.confirm-timeout", "10s");
    }

    static Outfit shipped() {
        return new Outfit(null, Map.of(), "", Map.of());
    }

    static Outfit of(String scanner) {
        return new Outfit(scanner, Map.of(), "", Map.of());
    }

    Outfit set(String key, String value) {
        var all = new HashMap<>(settings);
        all.put("orchestratorm8." + key, value);
        return new Outfit(scanner, all, options, environment);
    }

    Outfit with(String jvmOptions) {
        return new Outfit(scanner, settings, options + " " + jvmOptions, environment);
    }

    Outfit in(Map<String, String> more) {
        var all = new HashMap<>(environment);
        all.putAll(more);
        return new Outfit(scanner, settings, options, all);
    }
}
