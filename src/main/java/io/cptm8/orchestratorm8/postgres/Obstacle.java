package io.cptm8.orchestratorm8.postgres;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the database says when it does not do what we ask, in words of the person who asked. */
public final class Obstacle {

    private Obstacle() {}

    /**
     * What to tell whoever asked.
     *
     * @param rights on our tables that the question needs, as in {@code SELECT, UPDATE ON orchestratorm8.request}
     */
    public static ConfigurationException of(Settings.Database settings, SQLException thrown, String... rights) {
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
                                + grants(settings, rights));
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

    private static String grants(Settings.Database settings, String... rights) {
        var user = quoted(settings.credentials().user());
        var theirs = quoted(settings.cptm8Schema());
        return Stream.concat(
                        Stream.of("USAGE ON SCHEMA orchestratorm8, " + theirs, "SELECT ON " + theirs + ".cptm8domain"),
                        Stream.of(rights))
                .map(right -> "GRANT " + right + " TO " + user + ";")
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
