package io.cptm8.orchestratorm8.postgres;

import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/** Asks which scanners have requests that are due, at the price of one small statement for all of them. */
public final class DueScanners {

    private static final String SQL = Statements.text("/sql/due-scanners.sql");

    private final DataSource dataSource;
    private final Duration patience;
    private final Timer duration;

    /** @param patience longest wait for the answer; whoever waits for it finds nothing meanwhile */
    public DueScanners(DataSource dataSource, Duration patience, Timer duration) {
        this.dataSource = dataSource;
        this.patience = patience;
        this.duration = duration;
    }

    public Set<String> names() throws SQLException {
        var sample = Timer.start();
        try (var connection = dataSource.getConnection()) {
            // The pool sets it back.
            connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
            try (var statement = connection.prepareStatement(SQL);
                    var rows = statement.executeQuery()) {
                var names = new HashSet<String>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        } finally {
            sample.stop(duration);
        }
    }
}
