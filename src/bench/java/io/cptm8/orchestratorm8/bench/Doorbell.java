package io.cptm8.orchestratorm8.bench;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** The part of the capture trigger that notifies the program. */
final class Doorbell {

    private static final Pattern GATE = Pattern.compile(" AND pg_try_advisory_xact_lock\\(hashtext\\([^)]*\\)\\)");

    private Doorbell() {}

    /**
     * Has the trigger notify in every transaction, not only in that which gets the lock, and leaves the rest as it is.
     *
     * @throws IllegalStateException the function has no such condition
     */
    static void ungate(DatabaseAddress database) throws SQLException {
        try (var connection = Requests.connect(database);
                var statement = connection.createStatement()) {
            String function;
            try (var rows =
                    statement.executeQuery("SELECT pg_get_functiondef('orchestratorm8.ask'::regproc::oid)")) {
                rows.next();
                function = rows.getString(1);
            }
            var gate = GATE.matcher(function);
            if (!gate.find()) {
                throw new IllegalStateException("orchestratorm8.ask has no advisory lock to take out: " + function);
            }
            statement.execute(gate.replaceFirst(""));
        }
    }
}
