package io.cptm8.orchestratorm8.api;

import io.cptm8.orchestratorm8.operate.Domains;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The argument {@code domain}: a caller has an id or a name in it, a statement the id. */
final class DomainArgument {

    private static final String NAME = "domain";

    private DomainArgument() {}

    /**
     * The call as its statement takes it.
     *
     * @return empty: there is no such domain
     */
    static Optional<Call> resolve(Connection connection, Call call) throws SQLException {
        if (!(call.arguments().get(NAME) instanceof String called)) {
            return Optional.of(call);
        }
        return Domains.find(connection, called).map(id -> call.with(NAME, id.toString()));
    }
}
