package io.cptm8.orchestratorm8.target;

import java.util.regex.Pattern;

/** Lets a table show characters that nobody can see, or that an editor would change. */
final class Escapes {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

    private Escapes() {}

    /** The text with each {@code U+} escape, written as in Java, replaced by its UTF-16 unit. */
    static String read(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> Character.toString((char) Integer.parseInt(match.group(1), 16)));
    }
}
