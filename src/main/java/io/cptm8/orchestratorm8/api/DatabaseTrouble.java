package io.cptm8.orchestratorm8.api;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the database refused, as a problem: what our own functions say is for the caller, anything else for the log. */
final class DatabaseTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTrouble.class);
    private static final String NO_SUCH = "P0002";
    private static final Set<String> OUR_WORDS = Set.of("P0001", "22023");
    /** Gave way to a writer, took too long, serves no writes, ends, or has no connection left. */
    private static final Set<String> PASSING =
            Set.of("55P03", "40P01", "40001", "57014", "25006", "57P01", "57P03", "53300");

    private DatabaseTrouble() {}

    static Refusal refusal(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (state.equals(NO_SUCH)) {
            return Refusal.notThere(words(e));
        }
        if (OUR_WORDS.contains(state)) {
            return new Refusal(422, "Refused", words(e));
        }
        if (PASSING.contains(state) || state.startsWith("08") || e instanceof java.sql.SQLTransientException) {
            LOG.debug("API: the database did not answer: {}", e.getMessage());
            return Refusal.busy("The database does not answer now, or gave way to a writer. Nothing was changed.");
        }
        LOG.error("This is a bug: a statement of the API was refused by the database.", e);
        return Refusal.bug();
    }

    private static String words(SQLException e) {
        if (e instanceof PSQLException of && of.getServerErrorMessage() != null) {
            var message = of.getServerErrorMessage();
            return message.getHint() == null ? message.getMessage() : message.getMessage() + " " + message.getHint();
        }
        return "The database refused it.";
    }
}
