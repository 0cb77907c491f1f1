package io.cptm8.orchestratorm8.target;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** Makes text that may come from an attacker fit for a log line, a table and a terminal. */
public final class Wording {

    /** In characters; a reason is a sentence, and a store that keeps millions of them must not be filled by one. */
    static final int LONGEST = 200;

    /** Short enough that two quotes still leave room for the sentence around them, long enough for any label. */
    private static final int LONGEST_QUOTE = 66;

    private Wording() {}

    /** The text in quotation marks, such that where it ends and what it holds cannot be mistaken. */
    static String quoted(String text) {
        return '"' + legible(text.replace("\\", "\\\\").replace("\"", "\\\""), LONGEST_QUOTE) + '"';
    }

    /** The text with everything escaped that a person cannot see, cut to this many characters. */
    public static String legible(String text, int longest) {
        StringBuilder legible = new StringBuilder();
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            String piece = isVisible(c) ? Character.toString(c) : escaped(c);
            boolean last = i + Character.charCount(c) == text.length();
            if (legible.length() + piece.length() > (last ? longest : longest - 1)) {
                return legible.append('…').toString();
            }
            legible.append(piece);
        }
        return legible.toString();
    }

    static boolean isVisible(int c) {
        if (c < 0x80) {
            return c >= ' ' && c != 0x7F;
        }
        return switch (UCharacter.getType(c)) {
            case UCharacter.CONTROL,
                    UCharacter.FORMAT,
                    UCharacter.SURROGATE,
                    UCharacter.PRIVATE_USE,
                    UCharacter.UNASSIGNED,
                    UCharacter.SPACE_SEPARATOR,
                    UCharacter.LINE_SEPARATOR,
                    UCharacter.PARAGRAPH_SEPARATOR -> false;
            default -> !UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
        };
    }

    static String codePoint(int c) {
        return String.format("U+%04X", c);
    }

    private static String escaped(int c) {
        StringBuilder escaped = new StringBuilder();
        for (char unit : Character.toChars(c)) {
            escaped.append(String.format("\\u%04X", (int) unit));
        }
        return escaped.toString();
    }
}
