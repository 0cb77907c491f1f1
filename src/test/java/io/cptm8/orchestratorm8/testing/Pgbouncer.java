package io.cptm8.orchestratorm8.testing;

import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real pgbouncer on a port of its own, in front of one database, as it is configured when nobody thinks of us. */
public final class Pgbouncer implements AutoCloseable {

    private static final String MISSING =
            "no pgbouncer on this machine: looked on the PATH and in /usr/sbin; install it, for example apt-get install pgbouncer";

    private final DatabaseAddress address;
    private final Process process;

    private Pgbouncer(DatabaseAddress address, Process process) {
        this.address = address;
        this.process = process;
    }

    /** Skips the test, and says so, where there is none; fails it where a real broker is required too. */
    public static void require() {
        if (find().isEmpty()) {
            if (BrokerChoice.current() == BrokerChoice.REQUIRED) {
                throw new IllegalStateException(MISSING);
            }
            System.out.println("Skipped: " + MISSING);
            Assumptions.abort(MISSING);
        }
    }

    /**
     * @param directory of the caller, for the configuration
     * @param mode pgbouncer's {@code pool_mode}
     * @param more lines of the configuration
     */
    public static Pgbouncer before(DatabaseAddress database, Path directory, String mode, String... more) {
        var port = FreePorts.next();
        try {
            var command = new ArrayList<>(List.of(find().orElseThrow().toString()));
            if (System.getProperty("user.name").equals("root")) {
                command.addAll(List.of("-u", "nobody")); // it refuses to run as root
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            var configuration = directory.resolve("pgbouncer-" + port + ".ini");
            Files.writeString(configuration, """
                    [databases]
                    %s = host=%s port=%d user=%s password=%s
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = any
                    pool_mode = %s
                    max_client_conn = 200
                    default_pool_size = 60
                    %s
                    """.formatted(
                            database.name(),
                            database.host(),
                            database.port(),
                            database.user(),
                            database.password(),
                            port,
                            mode,
                            String.join("\n", more)));
            command.add(configuration.toString());
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            directory.resolve("pgbouncer-" + port + ".log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "pgbouncer-end"));
            await("pgbouncer accepts connections")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .failFast("pgbouncer ended", () -> !process.isAlive())
                    .until(() -> FreePorts.accepts(port));
            return new Pgbouncer(
                    new DatabaseAddress("127.0.0.1", port, database.name(), database.user(), database.password()),
                    process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database, by way of this. */
    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Path> find() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
