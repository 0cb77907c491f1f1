package io.cptm8.orchestratorm8.embedded;

import java.sql.SQLException;

/** A checkpoint, which only the superuser of an embedded server may ask for. */
public final class Checkpoint {

    private Checkpoint() {}

    /** Returns when everything that was dirty is on disk. */
    public static void of(EmbeddedDatabase server) throws SQLException {
        server.superuser().execute("CHECKPOINT");
    }
}
