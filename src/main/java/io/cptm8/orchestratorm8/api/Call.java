package io.cptm8.orchestratorm8.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;

/**
 * A request that was let in. On its way to the route it is the server's word on who the user is, which no header of a request can be.
 *
 * @param path that was asked for
 * @param arguments checked against the contract; those in the body once it is read
 * @param idempotencyKey null: none was given
 */
record Call(Operation operation, String path, Caller caller, TreeMap<String, Object> arguments, String idempotencyKey) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALL = "call";

    User asUser() {
        return User.create(new JsonObject(Map.of(CALL, this)));
    }

    /** @return empty: the gatekeeper has not seen this exchange */
    static Optional<Call> of(Exchange exchange) {
        return exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER) instanceof User user
                        && user.principal().getValue(CALL) instanceof Call call
                ? Optional.of(call)
                : Optional.empty();
    }

    /**
     * With what the body says too.
     *
     * @param sent as the server has it; null: nothing was sent
     * @throws Refusal the body is not what the contract says
     */
    Call with(Object sent) throws Refusal {
        if (operation.body() == null) {
            return this;
        }
        var all = new TreeMap<>(arguments);
        all.putAll(operation.body(sent instanceof Buffer buffer ? buffer.getBytes() : new byte[0]));
        return new Call(operation, path, caller, all, idempotencyKey);
    }

    /** With another value of an argument. */
    Call with(String argument, Object value) {
        var all = new TreeMap<>(arguments);
        all.put(argument, value);
        return new Call(operation, path, caller, all, idempotencyKey);
    }

    /** Equal for equal requests. */
    String argumentsText() {
        try {
            return JSON.writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    String who() {
        return caller.name();
    }
}
