package io.cptm8.orchestratorm8.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a browser says of the web page that has it ask. No page can write these headers itself, and what is no browser sends none of them. A browser
 * that keeps to it needs no key to do harm: a proxy in front may add one for whoever is signed in there, whichever page has it ask.
 */
final class WebPage {

    private static final Set<String> OWN = Set.of("same-origin", "none");

    private WebPage() {}

    /** Whether the page is of another server than this, another port of the same machine included. */
    static boolean isOfAnotherServer(HttpServerRequest request) {
        var site = request.headers().getAll("Sec-Fetch-Site");
        if (!site.isEmpty()) {
            return !OWN.containsAll(site);
        }
        // Browsers leave the former out without TLS, but for localhost, and so do old ones.
        var hosts = hosts(request);
        return request.headers().getAll("Origin").stream()
                .anyMatch(origin -> hosts.stream().noneMatch(host -> isOrigin(origin, host)));
    }

    private static boolean isOrigin(String origin, String host) {
        var lower = origin.toLowerCase(Locale.ROOT);
        return !host.isEmpty()
                && (lower.equals("http://" + host.toLowerCase(Locale.ROOT))
                        || lower.equals("https://" + host.toLowerCase(Locale.ROOT)));
    }

    /** By every name that the request has for this server; HTTP/2 has it outside of the headers, and may have it in them too. */
    static List<String> hosts(HttpServerRequest request) {
        var authority = request.authority();
        return Stream.concat(
                        request.headers().getAll("Host").stream(),
                        authority == null ? Stream.empty() : Stream.of(authority.toString()))
                .distinct()
                .toList();
    }
}
