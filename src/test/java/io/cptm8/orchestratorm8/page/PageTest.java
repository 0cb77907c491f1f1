package io.cptm8.orchestratorm8.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The files of the page: those that are named, as they are, and nothing else. */
class PageTest {

    private static final Path FILES = Path.of("src/main/resources/page");

    private final Page page = new Page();

    private Exchange ask(String path, String... headers) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, path);
        for (var i = 0; i < headers.length; i += 2) {
            exchange.getMessage().setHeader(headers[i], headers[i + 1]);
        }
        page.process(exchange);
        return exchange;
    }

    private static int status(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private static String text(String name) throws IOException {
        return Files.readString(FILES.resolve(name));
    }

    @Test
    void every_file_of_the_page_is_served_and_no_other() throws IOException {
        try (var files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".sql")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(Page.FILES.stream(), Stream.of("index.html"))
                            .toList());
        }
        for (var name : Page.FILES) {
            var answer = ask("/page/" + name);
            assertThat(status(answer)).as(name).isEqualTo(200);
            assertThat(new String(answer.getMessage().getBody(byte[].class), StandardCharsets.UTF_8))
                    .isEqualTo(text(name));
        }
        for (var path : new String[] {
            "/page/overview.sql",
            "/page/",
            "/page/x.js",
            "/page/%2e%2e",
            "/page/..",
            "/page/../application.properties",
            "/page/app.js/",
            "/page/APP.JS",
            "/page/app.js\0",
            ""
        }) {
            assertThat(status(ask(path))).as(path).isEqualTo(404);
        }
    }

    @Test
    void a_file_that_is_known_already_is_not_sent_again() {
        var first = ask("/page/app.js").getMessage();
        var tag = first.getHeader("ETag", String.class);
        assertThat(first.getHeader("Cache-Control")).isEqualTo("no-cache");

        var again = ask("/page/app.js", "If-None-Match", "W/\"other\", " + tag);

        assertThat(status(again)).isEqualTo(304);
        assertThat(again.getMessage().getBody(byte[].class)).isEmpty();
        assertThat(status(ask("/page/dom.js", "If-None-Match", tag))).isEqualTo(200);
    }

    @Test
    void each_answer_says_what_a_browser_may_do_with_it() {
        for (var path : new String[] {"/", "/page/app.js", "/page/nothing"}) {
            var answer = ask(path, "Cookie", "a=b", "CamelX", "y").getMessage();
            assertThat(answer.getHeaders())
                    .containsEntry("Content-Security-Policy", Page.POLICY)
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Referrer-Policy", "no-referrer")
                    .doesNotContainKeys("Cookie", "CamelX");
        }
        assertThat(Page.POLICY).doesNotContain("unsafe");
    }

    /** Nothing from elsewhere, and nothing that the policy would refuse or that reads data as markup. */
    @Test
    void the_page_needs_nothing_from_elsewhere_and_reads_no_data_as_markup() throws IOException {
        var elsewhere = Pattern.compile("(?i)(https?:)?//[a-z0-9-]+\\.[a-z]");
        var markup = Pattern.compile(
                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function|setAttribute\\('style|javascript:");
        for (var name : Page.FILES) {
            // The name of SVG's own namespace is no address.
            assertThat(text(name).replaceAll("http://www\\.w3\\.org/2000/svg", ""))
                    .as(name)
                    .doesNotContainPattern(elsewhere)
                    .doesNotContainPattern(markup);
        }
        assertThat(text("index.html"))
                .doesNotContainPattern(elsewhere)
                .doesNotContainPattern("(?i)<style| style=| on[a-z]+=|<script(?![^>]* src=)");
    }
}
