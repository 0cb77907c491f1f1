package io.cptm8.orchestratorm8.rehearsal;

import io.cptm8.orchestratorm8.config.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The platform's part: adds a domain, and looks what becomes of the scanner's request for it. */
final class Asking implements AutoCloseable {

    private static final String UNDEFINED_TABLE = "42P01";

    private final Connection connection;
    private final String scanner;

    /** What the row of the request says when it has come to an end, or to its first answer. */
    record Answer(String state, String receipt, String error) {}

    Asking(Settings.Database database, String scanner) throws SQLException {
        this.connection = DriverManager.getConnection(
                database.address(),
                database.credentials().user(),
                database.credentials().password());
        this.scanner = scanner;
    }

    /** Whether the application has made its tables and entered the scanner in them. */
    boolean isRegistered() throws SQLException {
        try (var statement = connection.prepareStatement("SELECT 1 FROM orchestratorm8.scanner WHERE name = ?")) {
            statement.setString(1, scanner);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** The pass over the domains that there were before the scanner is over: there were none. A ring start waits for it. */
    private void endPass() throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE orchestratorm8.scanner SET walk_reason = NULL, walk_after = NULL WHERE name = ?")) {
            statement.setString(1, scanner);
            statement.executeUpdate();
        }
    }

    /** Adds the domain. A scanner that does not want to hear of changes is asked as a person would ask it. */
    UUID add(String domain, String company) throws SQLException {
        endPass();
        UUID id;
        try (var statement =
                connection.prepareStatement("INSERT INTO cptm8domain (name, companyname) VALUES (?, ?) RETURNING id")) {
            statement.setString(1, domain);
            statement.setString(2, company);
            try (var rows = statement.executeQuery()) {
                rows.next();
                id = rows.getObject(1, UUID.class);
            }
        }
        if (!isAsked(id)) {
            try (var statement =
                    connection.prepareStatement("SELECT orchestratorm8.ask(ARRAY[?]::uuid[], 'asked', ?)")) {
                statement.setObject(1, id);
                statement.setString(2, scanner);
                statement.execute();
            }
        }
        return id;
    }

    private boolean isAsked(UUID domain) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT 1 FROM orchestratorm8.request WHERE domain_id = ? AND scanner = ?")) {
            statement.setObject(1, domain);
            statement.setString(2, scanner);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Empty: nothing has been written yet. */
    Optional<Answer> answer(UUID domain) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT state, receipt, last_error FROM orchestratorm8.request
                WHERE domain_id = ? AND scanner = ? AND (receipt_at IS NOT NULL OR state <> 'waiting')""")) {
            statement.setObject(1, domain);
            statement.setString(2, scanner);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Answer(rows.getString(1), rows.getString(2), rows.getString(3)))
                        : Optional.empty();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
