package io.cptm8.orchestratorm8.testing;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.embedded.EmbeddedDatabase;
import io.cptm8.orchestratorm8.embedded.Superuser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** A fresh database with the platform's tables, empty, on the one embedded PostgreSQL of this JVM. */
public final class TestDatabase {

    private static final AtomicInteger MADE = new AtomicInteger();
    private static EmbeddedDatabase server;

    private final DatabaseAddress address;

    private TestDatabase(DatabaseAddress address) {
        this.address = address;
    }

    public static synchronized TestDatabase fresh() {
        try {
            if (server == null) {
                // It needs no closing: its guard ends it and removes its files when this JVM is gone, and nobody need
                // wait.
                server = EmbeddedDatabase.start();
            }
            var database = new TestDatabase(server.newDatabase("test_" + MADE.incrementAndGet()));
            database.execute("DELETE FROM cptm8domain");
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database of another server, or of several of which one is the primary, as it is. */
    static TestDatabase at(DatabaseAddress address) {
        return new TestDatabase(address);
    }

    boolean isOfSeveralServers() {
        return address.host().contains(",");
    }

    public DatabaseAddress address() {
        return address;
    }

    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        // The tables of a database change while a test looks at them, and with them what a statement answers.
        properties.setProperty("prepareThreshold", "0");
        // In seconds: a lock that is never given up fails its test instead of holding up the run.
        properties.setProperty("socketTimeout", "120");
        if (isOfSeveralServers()) {
            properties.setProperty("targetServerType", "primary");
            properties.setProperty("hostRecheckSeconds", "0");
        }
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    /** Runs statements in one transaction of their own. */
    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** Runs statements in one transaction, in this database, as who may do everything: limits and rights bind whoever asks next. */
    public void executeAsSuperuser(String sql) {
        ReadingSession.end();
        try {
            Superuser.of(server).execute(address.name(), sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The same database as another role, which has the owner's password. */
    public DatabaseAddress as(String role) {
        return new DatabaseAddress(address.host(), address.port(), address.name(), role, address.password());
    }

    /** The first column of the first row, as text; null when there is no row. */
    public String ask(String sql) {
        var rows = rows(sql);
        return rows.isEmpty() ? null : rows.get(0);
    }

    public int count(String sql) {
        return Integer.parseInt(ask(sql));
    }

    /** Each row as text, its columns joined by a bar. A statement that reads, and leaves nothing in its session. */
    public List<String> rows(String sql) {
        try {
            return ReadingSession.rows(this, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }
}
