package io.cptm8.orchestratorm8.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.impl.HttpUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What means the API is seen whatever way it is written, and taken in one way. */
class AddressTest {

    @ParameterizedTest
    @MethodSource("io.cptm8.orchestratorm8.api.Spellings#all")
    void what_somebody_might_take_for_the_api_is_ours_to_refuse(String line) {
        var uri = line.substring(line.indexOf(' ') + 1);

        assertThat(Address.isOurs(uri, "/not-normalized-at-all")).isEqualTo(!uri.equals("*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/ready",
                "/metrics",
                "/page/api.js",
                "/health?of=/api/domains",
                "/page/../ready",
                "*",
                ""
            })
    void everything_else_is_not(String uri) {
        assertThat(Address.isOurs(uri, uri)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api//domains",
                "/api/domains/",
                "/api/%64omains",
                "/api/domains/%61.example.com",
                "/API/domains",
                "/api/./domains",
                "/api/x/../domains",
                "/api/domains;x",
                "/api/domains/a%2Fb",
                "/api/domains/%2e%2e",
                "/api/domains/..%2f..",
                "/api/domains/%",
                "/api/domains/%4",
                "/api/domains/%zz",
                "/api/domains/%00",
                "/api/domains/%0a",
                "/api/domains/%7f",
                "/api/domains/%5c",
                "/api/domains/%c0%ae",
                "/api/domains/%ff",
                "/api/domains/%20",
                "/api/domains/b\u00fccher.example"
            })
    void an_address_that_is_spelt_otherwise_is_nowhere(String path) {
        assertThatThrownBy(() -> Address.parts(path, normalized(path)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(404));
    }

    /** As the router has it: decoded where no escape was needed, and without dots. */
    private static String normalized(String path) {
        try {
            return HttpUtils.normalizePath(path);
        } catch (IllegalArgumentException undecodable) {
            return path;
        }
    }

    @Test
    void parts_are_decoded_once() throws Refusal {
        assertThat(Address.parts("/api/domains/b%C3%BCcher.example", "/api/domains/b%C3%BCcher.example"))
                .containsExactly("api", "domains", "b\u00fccher.example");
        assertThat(Address.parts("/api/domains/a%2541", "/api/domains/a%2541"))
                .containsExactly("api", "domains", "a%41");
    }
}
