package io.cptm8.orchestratorm8.parked;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.postgres.Obstacle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The requests that are parked in a database.
 *
 * <p>Every method throws {@link ConfigurationException} when the database cannot be used; then it has changed nothing.
 */
public final class ParkedRequests {

    /** So many are changed in one transaction: a writer of the platform waits for no more than these. */
    public static final int PAGE = 1000;

    private static final String PURPOSE = "parked";
    private static final String[] RIGHTS = {
        "SELECT ON orchestratorm8.parked", "SELECT, UPDATE ON orchestratorm8.request"
    };

    private final Settings.Database settings;

    public ParkedRequests(Settings.Database settings) {
        this.settings = settings;
    }

    /** @param limit null: all of them */
    public Found find(Choice choice, Integer limit) {
        try (var connection = Databases.readers(settings, PURPOSE).getConnection();
                var statement = Sql.prepare(
                        connection,
                        "find",
                        choice instanceof Choice.Requests some ? ids(connection, some.ids()) : null,
                        choice instanceof Choice.OfDomain of ? of.name() : null,
                        choice instanceof Choice.OfScanner of ? of.name() : null,
                        limit);
                var rows = statement.executeQuery()) {
            var requests = new ArrayList<ParkedRequest>();
            long inAll = 0;
            while (rows.next()) {
                inAll = rows.getLong("in_all");
                requests.add(ParkedRequest.of(rows));
            }
            return new Found(List.copyOf(requests), inAll);
        } catch (SQLException e) {
            throw Obstacle.of(settings, e, RIGHTS);
        }
    }

    /** The states of requests, whatever they are; one that does not exist is left out. */
    public Map<Long, String> states(Collection<Long> requests) {
        try (var connection = Databases.readers(settings, PURPOSE).getConnection()) {
            return states(connection, requests);
        } catch (SQLException e) {
            throw Obstacle.of(settings, e, RIGHTS);
        }
    }

    /** Asks again for those that are parked. @param requests at most {@value #PAGE} */
    public Outcome retry(Collection<Long> requests) {
        return change("retry", requests);
    }

    /** Gives up those that are parked. @param requests at most {@value #PAGE} @param why is kept with each of them */
    public Outcome drop(Collection<Long> requests, String why) {
        return change("drop", requests, why);
    }

    private Outcome change(String statement, Collection<Long> requests, Object... more) {
        try (var session = Databases.session(settings, PURPOSE)) {
            session.setAutoCommit(false);
            try (var courtesy = Sql.prepare(session, "courtesy")) {
                courtesy.execute();
            }
            var changed = changed(session, statement, requests, more);
            var others =
                    requests.stream().filter(each -> !changed.contains(each)).toList();
            var states = others.isEmpty() ? Map.<Long, String>of() : states(session, others);
            session.commit();
            return new Outcome(changed, states);
        } catch (SQLException e) {
            throw Obstacle.of(settings, e, RIGHTS);
        }
    }

    private static Set<Long> changed(Connection session, String name, Collection<Long> requests, Object... more)
            throws SQLException {
        var parameters = new ArrayList<Object>();
        parameters.add(ids(session, requests));
        parameters.addAll(List.of(more));
        try (var statement = Sql.prepare(session, name, parameters.toArray());
                var rows = statement.executeQuery()) {
            var changed = new HashSet<Long>();
            while (rows.next()) {
                changed.add(rows.getLong(1));
            }
            return changed;
        }
    }

    private static Map<Long, String> states(Connection connection, Collection<Long> requests) throws SQLException {
        try (var statement = Sql.prepare(connection, "states", ids(connection, requests));
                var rows = statement.executeQuery()) {
            var states = new HashMap<Long, String>();
            while (rows.next()) {
                states.put(rows.getLong("id"), rows.getString("state"));
            }
            return states;
        }
    }

    private static java.sql.Array ids(Connection connection, Collection<Long> requests) throws SQLException {
        return connection.createArrayOf("bigint", requests.toArray());
    }
}
