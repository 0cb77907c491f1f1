package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.FaultProxy.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private static final int LIMIT = 10_000;

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final FaultProxy proxy = FaultProxy.to(listener.getLocalPort());
    private final Socket client = dial();
    private final Socket server = accept();

    FaultProxyTest() throws IOException {
        // The server hears of a connection before the proxy has entered it.
        await().until(() -> proxy.connections() == 1);
    }

    @AfterEach
    void close() throws IOException {
        try (listener;
                proxy;
                client;
                server) {
            // the order of the closing is all
        }
    }

    @Test
    void bytes_pass_both_ways_and_so_does_the_end() throws IOException {
        client.getOutputStream().write(1);
        assertThat(server.getInputStream().read()).isEqualTo(1);
        server.getOutputStream().write(2);
        server.close();
        assertThat(client.getInputStream().read()).isEqualTo(2);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        client.close();
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void a_cut_is_a_reset_and_the_next_connection_works() throws IOException {
        proxy.cutAll();

        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThat(proxy.connections()).isZero();
        try (Socket again = dial();
                Socket there = accept()) {
            again.getOutputStream().write(3);
            assertThat(there.getInputStream().read()).isEqualTo(3);
        }
    }

    @Test
    void a_black_hole_answers_nothing_and_who_fell_in_must_connect_again() throws IOException {
        proxy.blackhole(Direction.TO_CLIENT, true);
        client.getOutputStream().write(1);
        assertThat(server.getInputStream().read()).isEqualTo(1);
        server.getOutputStream().write(2);
        client.setSoTimeout(200);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        // What the proxy has not read yet it would still pass on.
        await().until(proxy::hasLostBytes);
        client.setSoTimeout(LIMIT);

        proxy.blackhole(Direction.TO_CLIENT, false);

        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    @Test
    void refused_is_refused_and_open_connections_stay() throws IOException {
        proxy.refuse(true);

        assertThatThrownBy(this::dial).isInstanceOf(ConnectException.class);
        client.getOutputStream().write(1);
        assertThat(server.getInputStream().read()).isEqualTo(1);

        proxy.refuse(false);
        dial().close();
    }

    @Test
    void no_thread_is_left_after_close() {
        proxy.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                // Those of other tests' proxies may still be on their way out.
                .noneMatch(name ->
                        name.matches("fault-proxy-.*-(%d|%d)".formatted(proxy.port(), listener.getLocalPort())));
    }

    private Socket dial() throws IOException {
        return bounded(new Socket(InetAddress.getLoopbackAddress(), proxy.port()));
    }

    private Socket accept() throws IOException {
        listener.setSoTimeout(LIMIT);
        return bounded(listener.accept());
    }

    /** A byte that does not come fails the test instead of holding up the run. */
    private static Socket bounded(Socket socket) throws IOException {
        socket.setSoTimeout(LIMIT);
        return socket;
    }
}
