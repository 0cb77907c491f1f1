package io.cptm8.orchestratorm8.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which peers are this machine. Not every machine that runs this has another address, so here it is said and not had. */
class DoorTest {

    @TempDir
    private Path home;

    private static <T> T saying(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    private static HttpServerRequest from(String peer) {
        var headers = MultiMap.caseInsensitiveMultiMap().add("Host", "localhost:8005");
        var connection =
                saying(HttpConnection.class, Map.of("remoteAddress", SocketAddress.inetSocketAddress(50_000, peer)));
        return saying(HttpServerRequest.class, Map.of("headers", headers, "connection", connection));
    }

    private Caller callerFrom(String peer) throws Refusal {
        return new Door(new KeyFile(home.resolve("api-keys"))).caller(from(peer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
    void without_keys_who_comes_from_this_machine_may_look(String peer) throws Refusal {
        assertThat(callerFrom(peer).role()).isEqualTo(Role.VIEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "128.0.0.1", "1.127.0.1", "::2", "fe80::1", "2001:db8::127"})
    void without_keys_who_comes_from_elsewhere_may_not_whatever_it_calls_this_machine(String peer) {
        assertThatThrownBy(() -> callerFrom(peer))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(403));
    }
}
