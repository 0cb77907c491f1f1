package io.cptm8.orchestratorm8.parked;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import java.sql.SQLException;

/** What the database says when it does not do what we ask, in words of the person who asked. */
final class Obstacle {

    private Obstacle() {}

    static ConfigurationException of(Settings.Database settings, SQLException thrown) {
        var database = "Database %s at %s".formatted(settings.name(), settings.where());
        var said = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
        return switch (String.valueOf(thrown.getSQLState())) {
            // no such table, column, function, schema
            case "42P01", "42703", "42883", "3F000" ->
                new ConfigurationException(
                        "%s is not prepared for this version (%s)".formatted(database, said),
                        "Is it the platform's? An instance prepares it at its start: orchestratorm8 launch");
            case "42501" ->
                new ConfigurationException(
                        "%s does not let user \"%s\" do this (%s)"
                                .formatted(database, settings.credentials().user(), said),
                        "Run this command with POSTGRESQL_USERNAME and POSTGRESQL_PASSWORD of a user who may, or, as the owner: "
                                + grants(settings));
            // a lock that was not to be had in time, a deadlock
            case "55P03", "40P01" ->
                new ConfigurationException(
                        "Somebody has a lock on these requests in %s (%s)"
                                .formatted(database.replaceFirst("^D", "d"), said),
                        "Run this again in a moment.");
            default ->
                new ConfigurationException(
                        "%s cannot be asked (%s)".formatted(database, said),
                        "Start it, or correct POSTGRESQL_HOSTNAME, POSTGRESQL_PORT, POSTGRESQL_DB, POSTGRESQL_USERNAME and POSTGRESQL_PASSWORD.");
        };
    }

    private static String grants(Settings.Database settings) {
        var user = quoted(settings.credentials().user());
        var theirs = quoted(settings.cptm8Schema());
        return ("GRANT USAGE ON SCHEMA orchestratorm8, %2$s TO %1$s; GRANT SELECT ON orchestratorm8.parked, %2$s.cptm8domain TO %1$s;"
                        + " GRANT SELECT, UPDATE ON orchestratorm8.request TO %1$s;")
                .formatted(user, theirs);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
