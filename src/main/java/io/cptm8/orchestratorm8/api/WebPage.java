package io.cptm8.orchestratorm8.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a browser says of the web page that has it ask. No page can write these headers itself, and what is no browser sends none of them. A page needs
 * no key of ours to do harm where a proxy adds one for whoever is signed in there: it adds it to what any page has that browser send.
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
        // Old browsers do not send it, nor do others without TLS, but for localhost.
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
