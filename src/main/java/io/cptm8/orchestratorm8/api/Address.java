package io.cptm8.orchestratorm8.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The path of a request: whether it means the API however it is spelt, and its parts if it is spelt in the one way that is taken. */
final class Address {

    private static final String ROOT = "/api";

    private Address() {}

    /**
     * Whether some reading of the path begins with the API's. More than the router takes for it, never less.
     *
     * @param uri as it was sent
     * @param normalized as the router compares it
     */
    static boolean isOurs(String uri, String normalized) {
        return begins(normalized) || begins(uri) || begins(flat(uri));
    }

    private static boolean begins(String path) {
        return path.toLowerCase(Locale.ROOT).startsWith(ROOT);
    }

    /** Decoded thrice, with every way to write the same folder made one. */
    private static String flat(String uri) {
        var path = uri.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://[^/]*", "");
        for (int i = 0; i < 3; i++) {
            path = loose(path);
        }
        var parts = new java.util.ArrayDeque<String>();
        for (var part : path.split("[/\\\\]+")) {
            var name = part.replaceFirst(";.*", "");
            if (name.equals("..")) {
                parts.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                parts.addLast(name);
            }
        }
        return "/" + String.join("/", parts);
    }

    private static String loose(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' && i + 2 < text.length()) {
                var hi = Character.digit(text.charAt(i + 1), 16);
                var lo = Character.digit(text.charAt(i + 2), 16);
                if (hi >= 0 && lo >= 0) {
                    out.append((char) (hi * 16 + lo));
                    i += 2;
                    continue;
                }
            }
            out.append(text.charAt(i));
        }
        return out.toString();
    }

    /**
     * The parts, decoded once.
     *
     * @param path as it was sent, without the query
     * @throws Refusal it is spelt in another way than the one: dots, doubled slashes, escapes of what needs none
     */
    static List<String> parts(String path, String normalized) throws Refusal {
        if (!path.equals(normalized) || !path.startsWith(ROOT + "/") || path.contains("//") || path.endsWith("/")) {
            throw strange();
        }
        var parts = Arrays.asList(path.substring(1).split("/", -1));
        for (int i = 0; i < parts.size(); i++) {
            parts.set(i, decoded(parts.get(i)));
        }
        return parts;
    }

    private static String decoded(String part) throws Refusal {
        var bytes = ByteBuffer.allocate(part.length() * 4);
        for (int i = 0; i < part.length(); i++) {
            var c = part.charAt(i);
            if (c == '%') {
                if (i + 2 >= part.length() || !part.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}")) {
                    throw strange();
                }
                bytes.put((byte) Integer.parseInt(part.substring(i + 1, i + 3), 16));
                i += 2;
            } else if (c < '!' || c > '~' || c == ';' || c == '\\') {
                throw strange();
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            if (text.isBlank()
                    || text.matches("\\.{1,2}")
                    || text.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\' || c == 0x7f)) {
                throw strange();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw strange();
        }
    }

    private static Refusal strange() {
        return Refusal.notThere(
                "There is nothing at an address that is spelt like this; /api/openapi.yaml says what there is.");
    }
}
