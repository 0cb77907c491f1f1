package io.cptm8.orchestratorm8.faults;

import java.util.ArrayList;
import java.util.List;

/** What must be gone when every instance has ended: claims, sessions, connections. */
final class Leftovers {

    private static final int LIMIT = 15;

    private Leftovers() {}

    static List<String> of(Rig rig) throws Exception {
        var left = new ArrayList<String>();
        var claims = rig.count("SELECT count(*) FROM orchestratorm8.request WHERE claim IS NOT NULL");
        if (claims > 0) {
            left.add(claims + " claims are left");
        }
        ends(
                left,
                "sessions of PostgreSQL are left",
                () -> rig.count(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"));
        if (rig.toBroker() != null) {
            ends(
                    left,
                    "connections to the broker are left",
                    () -> rig.toBroker().connections());
        }
        return left;
    }

    private static void ends(List<String> left, String what, Count count) throws Exception {
        try {
            Poll.until(what, LIMIT, () -> count.now() == 0);
        } catch (IllegalStateException still) {
            left.add(count.now() + " " + what);
        }
    }

    @FunctionalInterface
    private interface Count {
        long now() throws Exception;
    }
}
