package io.cptm8.orchestratorm8.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every route of the HTTP server. What means the API in whatever spelling goes on only when somebody who may asks for an operation
 * of the contract, with arguments that keep to it; everything else is answered here. Other paths pass by untouched.
 */
public final class Gatekeeper {

    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    /** Bytes. The largest body that makes sense has some hundred. */
    static final int LARGEST_BODY = 16 * 1024;
    /** Requests that are answered at a time; each may hold a connection to the database, which dispatching needs too. */
    static final int AT_A_TIME = 8;

    private static final String OURS = "orchestratorm8.api";
    /** It goes on for minutes, keeps no connection, and bounds its viewers by itself. */
    private static final String STREAM = "watch-overview";

    private final Door door;
    private final RefusalLog refused;
    private final ApiMeters meters;
    private final AtomicInteger inside = new AtomicInteger();
    private Contract contract;

    Gatekeeper(Door door, RefusalLog refused, ApiMeters meters) {
        this.door = door;
        this.refused = refused;
        this.meters = meters;
    }

    /** Takes its place before every route that there is or will be, and behind them for what none of them answers. */
    public void stand(Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::enter).failureHandler(this::failed);
        router.route("/api/*").order(Integer.MAX_VALUE).handler(this::leftOver);
    }

    /** What is being asked, as far as it is known. */
    private static final class Asked {
        private Operation operation;
        private Caller caller;
        private TreeMap<String, Object> arguments;
        private boolean isStreamed;
    }

    private void enter(RoutingContext context) {
        var request = context.request();
        if (!Address.isOurs(request.uri(), context.normalizedPath())) {
            context.next();
            return;
        }
        var asked = new Asked();
        context.put(OURS, asked);
        var sample = meters.begin();
        context.addEndHandler(ended -> {
            if (!asked.isStreamed) {
                meters.end(sample, asked.operation, context.response().getStatusCode());
            }
        });
        context.response().putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
        Headers.dropCamels(request.headers());
        try {
            asked.caller = door.caller(request);
            Headers.check(request);
            var path = Address.parts(String.valueOf(request.path()), context.normalizedPath());
            asked.operation = contract().find(request.method().name(), path);
            door.check(asked.caller, asked.operation.role());
            Headers.check(request, asked.operation);
            if (asked.operation.changes() && WebPage.isOfAnotherServer(request)) {
                throw Refusal.forbidden(
                        "A web page of another server had a browser ask for this, and none may change anything. If it was our own"
                                + " page, a proxy between must leave Host as it is.",
                        Reason.OTHER_SERVER);
            }
            asked.arguments = asked.operation.arguments(path, Query.of(context));
            var key = Headers.idempotencyKey(request);
            if (asked.operation.id().equals(STREAM)) {
                asked.isStreamed = true;
            } else {
                takeSeat(context);
            }
            admit(context, new Call(asked.operation, request.path(), asked.caller, asked.arguments, key));
        } catch (Refusal refusal) {
            refuse(context, asked, refusal);
        }
    }

    private synchronized Contract contract() {
        if (contract == null) {
            contract = new Contract();
        }
        return contract;
    }

    @SuppressWarnings("deprecation") // the way that replaces it is internal to Vert.x
    private void admit(RoutingContext context, Call call) {
        context.setUser(call.asUser());
        context.next();
    }

    private void takeSeat(RoutingContext context) throws Refusal {
        if (inside.incrementAndGet() > AT_A_TIME) {
            inside.decrementAndGet();
            throw Refusal.busy("%d requests are being answered, and no more are at a time.".formatted(AT_A_TIME));
        }
        context.addEndHandler(ended -> inside.decrementAndGet());
    }

    private void leftOver(RoutingContext context) {
        Asked asked = context.get(OURS);
        if (asked == null) {
            context.next();
        } else {
            refuse(context, asked, Refusal.busy("The route of this operation does not run: its file was left out."));
        }
    }

    private void failed(RoutingContext context) {
        Asked asked = context.get(OURS);
        if (asked == null) {
            context.next();
            return;
        }
        refuse(
                context,
                asked,
                switch (context.statusCode()) {
                    case 413 -> Headers.tooLarge();
                    case 400 -> Refusal.wrong("The request cannot be read.");
                    default -> bug(context.failure());
                });
    }

    /** @param thrown null: nothing was */
    private static Refusal bug(Throwable thrown) {
        LOG.error("This is a bug: a request below /api could not be let in or answered.", thrown);
        return Refusal.bug();
    }

    private void refuse(RoutingContext context, Asked asked, Refusal refusal) {
        meters.refused(refusal);
        var request = context.request();
        var isChange =
                !List.of("GET", "HEAD", "OPTIONS").contains(request.method().name());
        if (isChange || asked.operation != null && asked.operation.role() == Role.ADMIN) {
            var peer = request.connection().remoteAddress();
            var who = asked.caller == null
                    ? "unknown" + (peer == null ? "" : " at " + peer.hostAddress())
                    : asked.caller.name();
            var object = asked.operation == null ? "(no operation)" : String.valueOf(asked.arguments);
            var action = asked.operation == null ? request.method().name() : asked.operation.action();
            context.vertx()
                    .executeBlocking(
                            () -> {
                                refused.write(who, action, object, refusal.getMessage());
                                return null;
                            },
                            false);
        }
        Answer.of(refusal, context);
    }
}
