package io.cptm8.orchestratorm8.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections that all lead to the same place. */
@FunctionalInterface
public interface Connector {

    Connection connect() throws SQLException;
}
