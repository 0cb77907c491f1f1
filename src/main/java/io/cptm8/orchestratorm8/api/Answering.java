package io.cptm8.orchestratorm8.api;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of a route that answers a call; whatever goes wrong becomes a problem that says so. */
abstract class Answering implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    abstract Answer answer(Call call) throws Refusal, SQLException;

    @Override
    public final void process(Exchange exchange) {
        var call = Call.of(exchange);
        if (call.isEmpty()) {
            // A route of somebody's own that leads here past the gatekeeper.
            Answer.of(new Refusal(403, "Not allowed", "This is answered below /api and nowhere else."), "/", exchange);
            return;
        }
        var path = call.get().path();
        try {
            answer(call.get().with(exchange.getMessage().getBody())).to(exchange);
        } catch (Refusal refusal) {
            Answer.of(refusal, path, exchange);
        } catch (SQLException e) {
            Answer.of(DatabaseTrouble.refusal(e), path, exchange);
        } catch (ConfigurationException e) {
            LOG.warn("API: {}", e.getMessage());
            Answer.of(
                    Refusal.busy("The database cannot be asked; the log of the program has the reason."),
                    path,
                    exchange);
        } catch (RuntimeException e) {
            LOG.error(
                    "This is a bug: {} could not be answered.",
                    call.get().operation().id(),
                    e);
            Answer.of(Refusal.bug(), path, exchange);
        }
    }
}
