package io.cptm8.orchestratorm8.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server of its own process, on a free port of the loopback interface, with the platform's tables.
 *
 * <p>Every database that it makes is a copy of {@code template1}, which holds the tables: a new one takes some 30 ms.
 * The application's role owns the tables and has all rights on the database and on schema {@code public}, no more
 * than in a real deployment; the superuser stays in here.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String ROLE = "cpt_dbuser";
    private static final String MAIN_DATABASE = "cptm8";
    private static final int MAX_CONNECTIONS = 100;

    /** What PostgreSQL takes without quotes, so that a name reads the same everywhere. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final TemporaryDirectory directory;
    private final OrphanGuard guard;
    private final EmbeddedPostgres server;
    private final SqlScripts superuser;
    private final String password = GeneratedPassword.next();
    private final DatabaseAddress main;

    private EmbeddedDatabase(TemporaryDirectory directory, boolean onDisk) throws IOException, SQLException {
        this.directory = directory;
        var data = directory.path().resolve("data");
        guard = OrphanGuard.available() ? OrphanGuard.over(directory.path(), data) : null;
        try {
            var superuserPassword = GeneratedPassword.next();
            server = startServer(directory.path(), data, superuserPassword, onDisk);
            PostgresBinaries.removeScript();
            superuser = new SqlScripts(server, superuserPassword);
            superuser.run("template1", "roles.sql", "password", password);
            superuser.run("template1", "cptm8-tables.sql");
            main = newDatabase(MAIN_DATABASE);
            superuser.run(MAIN_DATABASE, "demo-domains.sql");
        } catch (IOException | SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a server with the database {@code cptm8} and a few demonstration domains in it.
     *
     * @throws IOException when the server does not start; the message ends with what it said
     * @throws SQLException when the tables cannot be made
     */
    public static EmbeddedDatabase start() throws IOException, SQLException {
        return start(false);
    }

    /**
     * As {@link #start()}, but each commit waits for the disk, as it does on a server in use: for those who measure.
     *
     * @throws IOException when the server does not start; the message ends with what it said
     * @throws SQLException when the tables cannot be made
     */
    public static EmbeddedDatabase startOnDisk() throws IOException, SQLException {
        return start(true);
    }

    private static EmbeddedDatabase start(boolean onDisk) throws IOException, SQLException {
        QuietLoggers.quieten();
        var directory = TemporaryDirectory.create("postgresql");
        try {
            return new EmbeddedDatabase(directory, onDisk);
        } catch (IOException | SQLException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** The database {@code cptm8}. */
    public DatabaseAddress address() {
        return main;
    }

    /**
     * Creates a database with the platform's tables and no rows.
     *
     * @param name 1 to 63 lower-case letters, digits and underscores, not starting with a digit
     * @throws IllegalArgumentException when the name is not of that form
     * @throws SQLException when the database exists already, among others
     */
    public DatabaseAddress newDatabase(String name) throws SQLException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Database name '" + name + "' does not match " + NAME);
        }
        superuser.execute("CREATE DATABASE " + name);
        superuser.execute("GRANT ALL ON DATABASE " + name + " TO " + ROLE);
        return new DatabaseAddress(HOST, server.getPort(), name, ROLE, password);
    }

    /** For what only a superuser may do, such as the roles of a test. */
    SqlScripts superuser() {
        return superuser;
    }

    /** Disconnects every client, stops the server and removes its files. Safe to call twice. */
    @Override
    public synchronized void close() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL did not stop; its files are in " + directory.path(), e);
        } finally {
            if (guard != null) {
                guard.close();
            }
            directory.close();
        }
    }

    private static EmbeddedPostgres startServer(Path directory, Path data, String password, boolean onDisk)
            throws IOException {
        var passwordFile = directory.resolve("superuser");
        Files.writeString(passwordFile, password);
        var log = directory.resolve("postgresql.log");
        Files.createFile(log);
        try {
            return PostgresBinaries.builder(directory.resolve("binaries"))
                    .setDataDirectory(data)
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(Redirect.appendTo(log.toFile()))
                    // A hook of the library would stop the server while the application still winds down.
                    .setRegisterShutdownHook(!OrphanGuard.available())
                    // These reach initdb as they are: the library itself would let everyone in as superuser.
                    .setLocaleConfig("auth-host", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    // Hashing again and again is for passwords that people choose; these are 128 random bits, and at
                    // each
                    // connection it cost more than all the rest of it.
                    .setLocaleConfig("set", "scram_iterations=1")
                    // The same rules for text on every machine, whatever locales it has.
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setConnectConfig("password", password)
                    .setServerConfig("listen_addresses", HOST)
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                    // A commit has to mean what it means elsewhere, even if the server is killed.
                    .setServerConfig("synchronous_commit", "on")
                    // Given always: the library's own is off. Only the end of the whole machine makes a difference.
                    .setServerConfig("fsync", onDisk ? "on" : "off")
                    .start();
        } catch (IOException | RuntimeException e) {
            throw new IOException("PostgreSQL did not start: " + Files.readString(log, StandardCharsets.UTF_8), e);
        }
    }
}
