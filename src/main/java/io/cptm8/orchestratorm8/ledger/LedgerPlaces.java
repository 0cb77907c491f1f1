package io.cptm8.orchestratorm8.ledger;

import io.cptm8.orchestratorm8.dispatch.Token;
import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Where the ledger has the tokens of a ring. */
public final class LedgerPlaces implements Token.Places {

    private final DataSource dataSource;

    public LedgerPlaces(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public List<Token.Place> of(String scanner) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = Statements.prepare(connection, "/sql/tokens.sql", scanner)) {
            try (var rows = statement.executeQuery()) {
                var places = new ArrayList<Token.Place>();
                while (rows.next()) {
                    places.add(new Token.Place(
                            rows.getString("name"), rows.getString("queue"), rows.getObject("run", Long.class)));
                }
                return places;
            }
        }
    }

    @Override
    public void adopt(String scanner) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("SELECT adopt(?)")) {
            statement.setString(1, scanner);
            statement.execute();
        }
    }
}
