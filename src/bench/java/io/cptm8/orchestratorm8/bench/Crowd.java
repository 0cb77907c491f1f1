package io.cptm8.orchestratorm8.bench;

import java.sql.Connection;
import java.sql.SQLException;

/** Domains of one contender that have been asked for, and rings that have run; and what a bad day makes of them. */
final class Crowd {

    /** Of the ring as shipped, which has no other request. */
    private static final String PARKED_AT = "naabum8";

    private static final int PARKED = 10_000;
    private static final int RUNS = 500;

    private final Contender contender;
    private final Connection connection;

    Crowd(Contender contender, Connection connection) {
        this.contender = contender;
        this.connection = connection;
    }

    /** As on a quiet day: each domain's message is accepted, the ring rests. */
    void fill(int domains) throws SQLException {
        contender.requests().fill(domains);
        execute(
                "UPDATE orchestratorm8.request SET accepted_at = clock_timestamp(), receipt = 'accepted', receipt_at = clock_timestamp()");
        execute(
                """
                INSERT INTO orchestratorm8.run (ring, begun_at, begun_by, ended_at, outcome)
                SELECT 'asmm8', t, 'orchestratorm8', t + interval '40 min', 'complete'
                FROM (SELECT now() - i * interval '1 h' AS t FROM generate_series(%d, 1, -1) i) each"""
                        .formatted(RUNS));
        execute(
                """
                INSERT INTO orchestratorm8.hop (run, scanner, begun_at, ended_at, status, next)
                SELECT r.id, s.name, r.begun_at + s.place * interval '10 min', r.begun_at + (s.place + 1) * interval '10 min', 'complete', s.next
                FROM orchestratorm8.run r CROSS JOIN (
                    SELECT name, next, row_number() OVER (ORDER BY name) - 1 AS place FROM orchestratorm8.scanner WHERE ring = 'asmm8') s""");
        vacuum();
    }

    /** All of them wait for a scanner that is held, many are parked for another, and a token is on its way in the ring. */
    void gather() throws SQLException {
        execute("SELECT orchestratorm8.hold_scanner('%s', 'bench', 'bench', 'sql', NULL)".formatted(contender.scanner()));
        contender.requests().release(connection, 0);
        execute(
                """
                INSERT INTO orchestratorm8.request (domain_id, scanner, state, reason, receipt, receipt_at, last_error)
                SELECT id, '%s', 'parked', 'bench', 'unroutable', clock_timestamp(), 'not a domain'
                FROM cptm8domain ORDER BY id LIMIT %d"""
                        .formatted(PARKED_AT, PARKED));
        execute("SELECT orchestratorm8.begin_hop('asmm8', NULL, 'orchestratorm8', 'asmm8', 'bench')");
        vacuum();
    }

    private void vacuum() throws SQLException {
        for (var table : new String[] {"cptm8domain", "orchestratorm8.request", "orchestratorm8.run", "orchestratorm8.hop"}) {
            execute("VACUUM ANALYZE " + table);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
