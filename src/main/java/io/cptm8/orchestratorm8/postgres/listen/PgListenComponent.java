package io.cptm8.orchestratorm8.postgres.listen;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code pg-listen:channel}: a consumer that PostgreSQL wakes.
 *
 * <p>It stands in for camel-pgevent, which after one lost connection delivers everything twice and after two is deaf.
 * A wake-up carries nothing: what there is to do is read from tables. It comes at the start, and when there is work
 * after a NOTIFY, after a reconnect, or at the end of a sweep, so that no notification is needed for anything to be
 * found.
 */
public final class PgListenComponent extends DefaultComponent {

    private ListenSession session;
    private Question question;
    private Lookout lookout;
    private Runnable ring;
    private ExecutorService thread;

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        lookout = new Lookout(question);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (session != null) {
            ring = lookout::ring;
            session.subscribe(ring);
            thread = getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadExecutor(this, "orchestratorm8-lookout");
            thread.execute(lookout);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (session != null) {
            session.unsubscribe(ring);
            getCamelContext().getExecutorServiceManager().shutdownNow(thread);
        }
        super.doStop();
    }

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

    Lookout lookout() {
        return lookout;
    }

    public void setSession(ListenSession session) {
        this.session = session;
    }

    /**
     * @param question names the routes that have work; it is asked on one thread and must not wait for long. Without
     *     it every route is run at every ring and sweep.
     */
    public void setQuestion(Question question) {
        this.question = question;
    }
}
