package io.cptm8.orchestratorm8.operate;

import io.cptm8.orchestratorm8.postgres.Statements;
import io.cptm8.orchestratorm8.target.DomainName;
import io.cptm8.orchestratorm8.target.Target.Valid;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds a domain of the platform by what somebody calls it: the same for a command, over HTTP and on the page. */
public final class Domains {

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Domains() {}

    /**
     * The domain of this id; else the one whose name is written like this, or in small letters; else one whose name is the same to the DNS: in another case, with or
     * without the last dot, with its letters or as {@code xn--}.
     *
     * @param connection on which the platform's table is found by its bare name
     * @param called an id or a name, whatever is in it
     */
    public static Optional<UUID> find(Connection connection, String called) throws SQLException {
        // PostgreSQL takes none, so no name has one.
        if (called.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        var id = ID.matcher(called).matches() ? UUID.fromString(called) : null;
        var found = first(connection, "/operate/domain.sql", id, called);
        return found.isPresent() ? found : first(connection, "/operate/same-domain.sql", names(connection, called));
    }

    private static java.sql.Array names(Connection connection, String called) throws SQLException {
        var names = DomainName.check(called) instanceof Valid valid
                ? new String[] {called, valid.ascii(), valid.unicode()}
                : new String[] {called};
        return connection.createArrayOf("text", names);
    }

    private static Optional<UUID> first(Connection connection, String path, Object... parameters) throws SQLException {
        try (var statement = Statements.prepare(connection, path, parameters);
                var row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getObject("id", UUID.class)) : Optional.empty();
        }
    }
}
