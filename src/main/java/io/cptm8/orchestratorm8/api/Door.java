package io.cptm8.orchestratorm8.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who is let in, and as whom. With keys: whoever has one. Without: this machine may look, and nobody may change anything. What a proxy says of where a
 * request comes from is not believed; a request that came by one is not from this machine.
 */
final class Door {

    private static final Pattern LOCAL_HOST = Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");
    private static final List<String> PROXIES = List.of("forwarded", "x-forwarded", "via", "x-real-ip", "x-original");
    private static final Caller LOCAL = new Caller("local", Role.VIEW);
    private static final String BEARER = "bearer ";
    private static final Map<String, String> CHALLENGE = Map.of("WWW-Authenticate", "Bearer realm=\"orchestratorm8\"");

    private final KeyFile keys;

    Door(KeyFile keys) {
        this.keys = keys;
    }

    /** @throws Refusal 401 or 403 */
    Caller caller(HttpServerRequest request) throws Refusal {
        var trouble = keys.trouble();
        if (trouble.isPresent()) {
            throw Refusal.forbidden(
                    "The file of API keys cannot be used, so nobody is let in; the log of the program has the reason.",
                    Reason.UNFIT_KEYS);
        }
        if (keys.isEmpty()) {
            return withoutKeys(request);
        }
        return key(request)
                .flatMap(keys::holder)
                .orElseThrow(() -> Refusal.unknown(
                        "This needs an API key that is in force, as Authorization: Bearer KEY.",
                        CHALLENGE,
                        request.headers().contains("Authorization") ? Reason.WRONG_KEY : Reason.NO_KEY));
    }

    private Caller withoutKeys(HttpServerRequest request) throws Refusal {
        if (!isFromHere(request)) {
            throw Refusal.forbidden(
                    "No API keys are configured, so only this machine may look, by way of localhost. Make one with"
                            + " \"orchestratorm8 api-key new\" and put its line into the file that orchestratorm8.api.keys-file names.",
                    Reason.NOT_FROM_HERE);
        }
        return LOCAL;
    }

    /** A web page whose own name server says that it is this machine has its name in Host; one that asks openly is told by its browser. */
    private static boolean isFromHere(HttpServerRequest request) {
        var address = request.connection().remoteAddress();
        var peer = address == null ? null : address.hostAddress();
        var hosts = WebPage.hosts(request);
        return peer != null
                && isLoopback(peer)
                && !hosts.isEmpty()
                && hosts.stream().allMatch(host -> LOCAL_HOST.matcher(host).matches())
                && request.headers().names().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .noneMatch(name -> PROXIES.stream().anyMatch(name::startsWith))
                && !WebPage.isOfAnotherServer(request);
    }

    private static boolean isLoopback(String peer) {
        return peer.startsWith("127.")
                || peer.equals("::1")
                || peer.equals("0:0:0:0:0:0:0:1")
                || peer.startsWith("::ffff:127.");
    }

    private static Optional<String> key(HttpServerRequest request) {
        var given = request.headers().getAll("Authorization");
        if (given.size() != 1 || !given.get(0).toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.empty();
        }
        return Optional.of(given.get(0).substring(BEARER.length()).strip());
    }

    /** @throws Refusal the role is too small */
    void check(Caller caller, Role needed) throws Refusal {
        if (caller.role().covers(needed)) {
            return;
        }
        if (keys.isEmpty()) {
            throw Refusal.forbidden(
                    "No API keys are configured, so nothing can be changed. Make one with \"orchestratorm8 api-key new\""
                            + " and put its line into the file that orchestratorm8.api.keys-file names.",
                    Reason.NO_KEYS);
        }
        throw Refusal.forbidden(
                "This needs a key with the role %s; this one has %s."
                        .formatted(needed.text(), caller.role().text()),
                Reason.SMALL_ROLE);
    }
}
