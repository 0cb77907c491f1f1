package io.cptm8.orchestratorm8.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a server answers to a request that no client library would write. */
record Raw(int status, String head, String body) {

    /** @param request lines of the head, without the blank one */
    static Raw send(int port, String... request) {
        return sendBytes(port, String.join("\r\n", request) + "\r\nConnection: close\r\n\r\n");
    }

    static Raw sendBytes(int port, String text) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var end = all.indexOf("\r\n\r\n");
            var head = end < 0 ? all : all.substring(0, end);
            var words = head.split(" ", 3);
            return new Raw(
                    words.length < 2 ? 0 : Integer.parseInt(words[1]), head, end < 0 ? "" : all.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasHeader(String line) {
        return head.toLowerCase(Locale.ROOT).contains("\r\n" + line.toLowerCase(Locale.ROOT));
    }
}
