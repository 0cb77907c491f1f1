package io.cptm8.orchestratorm8.postgres.listen;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code pg-listen:channel}: a consumer that PostgreSQL wakes.
 *
 * <p>It stands in for camel-pgevent, which after one lost connection delivers everything twice and after two is deaf.
 * A wake-up carries nothing: what there is to do is read from tables. It comes at the start, at each NOTIFY, after
 * each reconnect, and whenever nothing has come for the length of a sweep, so that no notification is needed for
 * anything to be found.
 */
public final class PgListenComponent extends DefaultComponent {

    private ListenSession session;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var endpoint = new PgListenEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The session that all consumers share. Null where routes are only checked. */
    ListenSession session() {
        return session;
    }

    public void setSession(ListenSession session) {
        this.session = session;
    }
}
