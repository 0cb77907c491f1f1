package io.cptm8.orchestratorm8.bench.micro;

import java.sql.Connection;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * All enabled domains read into this process, a page at a time: what the service before this one did at each look, and
 * what a cache of them would be filled with. A pass of the program reads them in the database.
 */
@State(Scope.Thread)
public class ReadEnabled {

    private Connection database;

    @Setup(Level.Trial)
    public void open() throws SQLException {
        database = Services.database();
        database.setAutoCommit(false);
    }

    @Benchmark
    public int all() throws SQLException {
        var length = 0;
        try (var statement = database.prepareStatement("SELECT id, name, companyname FROM cptm8domain WHERE enabled")) {
            statement.setFetchSize(1000);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    length += rows.getString(1).length() + rows.getString(2).length();
                }
            }
        }
        return length;
    }

    @TearDown(Level.Trial)
    public void close() throws SQLException {
        database.close();
    }
}
