package io.cptm8.orchestratorm8.bench.micro;

import io.cptm8.orchestratorm8.testing.SqlFile;
import java.sql.Connection;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A batch of 1000 leased and settled as accepted, with the statements of the program, on its own tables. */
@State(Scope.Thread)
public class ClaimAndSettle {

    private static final String SCANNER = "microm8";
    private static final String TOKEN = "00000000-0000-0000-0000-000000000001";
    private static final int BATCH = 1000;

    private Connection database;

    @Setup(Level.Trial)
    public void fill() throws SQLException {
        database = Services.database();
        execute("INSERT INTO scanner (name, on_change) VALUES ('" + SCANNER + "', false) ON CONFLICT DO NOTHING");
        execute("INSERT INTO request (domain_id, scanner, state, reason) SELECT id, '" + SCANNER
                + "', 'done', 'bench' FROM cptm8domain ON CONFLICT DO NOTHING");
    }

    /** Lets a thousand go and has what is dead removed, which autovacuum would do. */
    @Setup(Level.Invocation)
    public void letGo() throws SQLException {
        execute("VACUUM request");
        execute("UPDATE request SET state = 'waiting', due_at = clock_timestamp(), claim = NULL, generation = generation + 1"
                + " WHERE id IN (SELECT id FROM request WHERE scanner = '" + SCANNER + "' ORDER BY random() LIMIT " + BATCH
                + ")");
    }

    @Benchmark
    public int batch() throws SQLException {
        var claimed = SqlFile.claim(SCANNER, TOKEN, BATCH).rows(database).stream()
                .mapToLong(row -> Long.parseLong(row.substring(0, row.indexOf('|'))))
                .toArray();
        var settled = SqlFile.settle(TOKEN, "accepted", claimed).rows(database).size();
        if (settled != BATCH) {
            throw new IllegalStateException(claimed.length + " were claimed and " + settled + " settled");
        }
        return settled;
    }

    @TearDown(Level.Trial)
    public void close() throws SQLException {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
