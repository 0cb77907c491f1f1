package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.embedded.DatabaseAddress;
import io.cptm8.orchestratorm8.testing.Cli;
import io.cptm8.orchestratorm8.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An installation whose settings point to a database, with its user and password in files. */
final class DatabaseHome {

    private final Path home;
    private final Path secrets;

    /** @param temporary an empty folder of the caller */
    DatabaseHome(Path temporary, DatabaseAddress address) throws IOException {
        home = Files.createDirectory(temporary.resolve("home"));
        secrets = Files.createDirectory(temporary.resolve("secrets"));
        user(address.user());
        Files.writeString(secrets.resolve("postgresql_user_password"), address.password());
        Installation.in(home)
                .edit("application.properties", "{{env:POSTGRESQL_HOSTNAME:localhost}}", address.host())
                .edit("application.properties", "{{env:POSTGRESQL_PORT:5432}}", "" + address.port())
                .edit("application.properties", "{{env:POSTGRESQL_DB:cptm8}}", address.name())
                .edit("application.properties", "/run/secrets", secrets.toString());
    }

    void user(String name) throws IOException {
        Files.writeString(secrets.resolve("postgresql_username"), name);
    }

    Cli run(String... arguments) {
        return Cli.run(home, arguments);
    }
}
