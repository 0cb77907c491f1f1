package io.cptm8.orchestratorm8.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.postgres.Migration;
import io.cptm8.orchestratorm8.scanner.Registration;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A test's own database as it is when the application has prepared it, and no application. */
public final class PreparedDatabase implements AutoCloseable {

    private final TestDatabase database;
    private final HikariDataSource pool;

    private PreparedDatabase(TestDatabase database) {
        this.database = database;
        this.pool = pool(database.address());
    }

    /** With these scanners registered, on a database that has domains already or none. */
    public static PreparedDatabase of(TestDatabase database, Scanner... scanners) {
        var prepared = new PreparedDatabase(database);
        try {
            new Migration(prepared.pool, "public").run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return prepared.register(scanners);
    }

    /** As a start does it that finds the files of these scanners and of no others. */
    public PreparedDatabase register(Scanner... scanners) {
        try {
            new Registration(pool).register(List.of(scanners));
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The application's own pool, with what it sets for each session. */
    public HikariDataSource pool() {
        return pool;
    }

    public TestDatabase database() {
        return database;
    }

    /** Goes on with every pass that is under way, a page at a time, to its end. */
    public void walk(int page) {
        for (var name : database.rows("SELECT name FROM orchestratorm8.scanner WHERE walk_reason IS NOT NULL")) {
            var sql = SqlFile.named("walk").with("name", name).with("page", page);
            for (var more = true; more; ) {
                more = sql.rows(pool).stream().anyMatch(row -> row.startsWith("t"));
            }
        }
    }

    /** Every request as scanner, name of the domain, generation, state and reason. */
    public List<String> requests() {
        return database.rows("""
                SELECT r.scanner, d.name, r.generation, r.state, r.reason
                FROM orchestratorm8.request r LEFT JOIN cptm8domain d ON d.id = r.domain_id
                ORDER BY d.name, r.scanner""");
    }

    @Override
    public void close() {
        pool.close();
    }

    public static HikariDataSource pool(DatabaseAddress address) {
        return Databases.pool(settings(address));
    }

    public static Settings.Database settings(DatabaseAddress address) {
        return new Settings.Database(
                address.host(),
                address.port(),
                address.name(),
                "public",
                new Settings.Credentials(address.user(), address.password()),
                new Settings.DatabasePool(5, 1, Duration.ofMinutes(5), Duration.ofSeconds(20), Duration.ofSeconds(60)));
    }

    /** A scanner that starts on change. */
    public static Scanner scanner(String name) {
        return scanner(name, true, null, Duration.ZERO);
    }

    /** A scanner of a ring. The first of the platform's starts on change. */
    public static Scanner ringScanner(String name, String next) {
        return new Scanner(
                name,
                Path.of(name + ".yaml"),
                Scanner.RING_START,
                "cptm8",
                "q" + name,
                List.of("cptm8." + name + ".#"),
                Map.of("x-max-length", 1, "x-overflow", "reject-publish"),
                "cptm8." + name + ".get.scan",
                name.equals("asmm8"),
                Optional.empty(),
                Duration.ZERO,
                1,
                true,
                Map.of("next", next));
    }

    /** @param cron null: no schedule */
    public static Scanner scanner(String name, boolean onChange, String cron, Duration minInterval) {
        return new Scanner(
                name,
                Path.of(name + ".yaml"),
                "per-domain",
                "cptm8",
                "q" + name,
                List.of("cptm8." + name + ".#"),
                Map.of(),
                "cptm8." + name + ".post.scan",
                onChange,
                Optional.ofNullable(cron),
                minInterval,
                1000,
                true,
                Map.of());
    }
}
