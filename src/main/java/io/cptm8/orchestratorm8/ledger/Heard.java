package io.cptm8.orchestratorm8.ledger;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Messages that the ledger has written down, asked of the ledger itself: a message is in it from the moment that what it says is, in one
 * transaction, so that no crash leaves it between the two. Of two instances that ask at the same moment, its primary key decides.
 */
public final class Heard extends ServiceSupport implements IdempotentRepository {

    private final DataSource dataSource;

    public Heard(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public boolean contains(String id) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("SELECT FROM hand_over WHERE id = ?")) {
            statement.setString(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** Adds nothing: the statement that writes the message down has done so, or will. */
    @Override
    public boolean add(String id) {
        return !contains(id);
    }

    @Override
    public boolean remove(String id) {
        return false;
    }

    @Override
    public boolean confirm(String id) {
        return true;
    }

    @Override
    public void clear() {
        // What was heard stays in the ledger.
    }
}
