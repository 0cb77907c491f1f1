package io.cptm8.orchestratorm8.parked;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.operate.Audit;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.postgres.Obstacle;
import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
        "SELECT ON orchestratorm8.parked",
        "SELECT, UPDATE ON orchestratorm8.request",
        "SELECT, INSERT ON orchestratorm8.audit"
    };

    private final Settings.Database settings;

    public ParkedRequests(Settings.Database settings) {
        this.settings = settings;
    }

    /** @param limit null: all of them */
    public Found find(Choice choice, Integer limit) {
        try (var connection = Databases.readers(settings, PURPOSE).getConnection();
                var statement = Statements.prepare(
                        connection,
                        "/parked/find.sql",
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

    /** Asks again for those that are parked. @param requests at most {@value #PAGE} @param who asks, for the audit */
    public Outcome retry(Collection<Long> requests, String who) {
        return change("retry", who, requests);
    }

    /** Gives up those that are parked. @param requests at most {@value #PAGE} @param why is kept with each of them */
    public Outcome drop(Collection<Long> requests, String who, String why) {
        return change("drop", who, requests, why);
    }

    private Outcome change(String statement, String who, Collection<Long> requests, Object... more) {
        try (var session = Databases.session(settings, PURPOSE)) {
            session.setAutoCommit(false);
            try (var courtesy = Statements.prepare(session, "/parked/courtesy.sql")) {
                courtesy.execute();
            }
            var changed = changed(session, statement, requests, more);
            var others =
                    requests.stream().filter(each -> !changed.contains(each)).toList();
            var states = others.isEmpty() ? Map.<Long, String>of() : states(session, others);
            audit(session, statement, who, changed, others, more);
            session.commit();
            return new Outcome(changed, states);
        } catch (SQLException e) {
            throw Obstacle.of(settings, e, RIGHTS);
        }
    }

    private static void audit(
            Connection session, String statement, String who, Set<Long> changed, List<Long> others, Object... more)
            throws SQLException {
        var action = "parked " + statement;
        if (!changed.isEmpty()) {
            var why = more.length == 0 ? "" : more[0] + ": ";
            Audit.write(session, who, action, requests(changed), Audit.DONE, why + numbers(changed));
        }
        if (!others.isEmpty()) {
            Audit.write(session, who, action, requests(others), Audit.REFUSED, "not parked: " + numbers(others));
        }
    }

    private static String requests(Collection<Long> ids) {
        return ids.size() == 1 ? "1 request" : ids.size() + " requests";
    }

    private static String numbers(Collection<Long> ids) {
        return ids.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static Set<Long> changed(Connection session, String name, Collection<Long> requests, Object... more)
            throws SQLException {
        var parameters = new ArrayList<Object>();
        parameters.add(ids(session, requests));
        parameters.addAll(List.of(more));
        try (var statement = Statements.prepare(session, "/parked/" + name + ".sql", parameters.toArray());
                var rows = statement.executeQuery()) {
            var changed = new HashSet<Long>();
            while (rows.next()) {
                changed.add(rows.getLong(1));
            }
            return changed;
        }
    }

    private static Map<Long, String> states(Connection connection, Collection<Long> requests) throws SQLException {
        try (var statement = Statements.prepare(connection, "/parked/states.sql", ids(connection, requests));
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
