package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A database with scanners num8 and certm8 and no instance, and an installation whose settings point to it. */
final class ParkedPlace implements AutoCloseable {

    final TestDatabase database = TestDatabase.fresh();
    private final PreparedDatabase prepared =
            PreparedDatabase.of(database, PreparedDatabase.scanner("num8"), PreparedDatabase.scanner("certm8"));
    private final DatabaseHome home;

    /** @param temporary an empty folder of the caller */
    ParkedPlace(Path temporary) throws IOException {
        home = new DatabaseHome(temporary, database.address());
    }

    void user(String name) throws IOException {
        home.user(name);
    }

    /** Adds a domain and parks its request for this scanner, a minute after what was parked before; answers its number. */
    long park(String scanner, String domain, String error) {
        try (var connection = database.connect()) {
            try (var insert =
                    connection.prepareStatement("INSERT INTO cptm8domain (name) VALUES (?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, domain);
                insert.executeUpdate();
            }
            try (var park = connection.prepareStatement("""
                    UPDATE orchestratorm8.request r SET state = 'parked', attempt = 3, first_error = 'first of all', last_error = ?,
                        receipt_at = (SELECT coalesce(max(parked_at), '2026-01-01Z') + interval '1 min' FROM orchestratorm8.parked)
                    FROM cptm8domain d WHERE d.id = r.domain_id AND d.name = ? AND r.scanner = ? RETURNING r.id""")) {
                park.setString(1, error);
                park.setString(2, domain);
                park.setString(3, scanner);
                var row = park.executeQuery();
                row.next();
                return row.getLong(1);
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request that waits; answers its number. */
    long waiting(String domain) {
        database.execute("INSERT INTO cptm8domain (name) VALUES ('%s')".formatted(domain));
        return Long.parseLong(database.ask(
                "SELECT min(r.id) FROM orchestratorm8.request r JOIN cptm8domain d ON d.id = r.domain_id WHERE d.name = '%s'"
                        .formatted(domain)));
    }

    String state(long request) {
        return database.ask("SELECT state FROM orchestratorm8.request WHERE id = " + request);
    }

    int parked() {
        return database.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'parked'");
    }

    Cli run(String... arguments) {
        var words = new ArrayList<>(List.of("parked"));
        words.addAll(List.of(arguments));
        return home.run(words.toArray(String[]::new));
    }

    @Override
    public void close() {
        prepared.close();
    }
}
