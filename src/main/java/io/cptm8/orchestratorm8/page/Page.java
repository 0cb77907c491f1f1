package io.cptm8.orchestratorm8.page;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code GET /} and {@code /page/…}: the page and its files, each of them named here and read from the class path when it is first asked
 * for. There is nothing secret in them: what the page shows, it asks for under {@code /api}.
 */
public final class Page implements Processor {

    private static final String START = "index.html";

    static final Set<String> FILES = Set.of(
            "page.css",
            "icon.svg",
            "app.js",
            "api.js",
            "charts.js",
            "dom.js",
            "domains.js",
            "holds.js",
            "links.js",
            "parked.js",
            "rings.js",
            "runs.js",
            "scanners.js",
            "words.js");

    /** Nothing but our own files and questions to this server; nobody may frame it. */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Asset> read = new ConcurrentHashMap<>();

    @Override
    public void process(Exchange exchange) {
        var message = exchange.getMessage();
        var path = message.getHeader(Exchange.HTTP_PATH, "", String.class);
        var known = message.getHeader("If-None-Match", "", String.class);
        message.removeHeaders("*");
        message.setHeader("Content-Security-Policy", POLICY);
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader("Referrer-Policy", "no-referrer");
        var name = path.equals("/") ? START : path.substring(path.lastIndexOf('/') + 1);
        if (!name.equals(START) && !FILES.contains(name)) {
            answer(exchange, 404, "text/plain; charset=utf-8", "There is no such file.".getBytes());
            return;
        }
        var asset = read.computeIfAbsent(name, Asset::read);
        // Asked for again each time, and answered without content while it is the same: an upgrade is seen at once.
        message.setHeader("Cache-Control", "no-cache");
        message.setHeader("ETag", asset.tag());
        if (known.contains(asset.tag())) {
            answer(exchange, 304, asset.type(), new byte[0]);
        } else {
            answer(exchange, 200, asset.type(), asset.content());
        }
    }

    private static void answer(Exchange exchange, int status, String type, byte[] content) {
        var message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setBody(content);
    }
}
