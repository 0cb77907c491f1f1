package io.cptm8.orchestratorm8.target;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names from a fixed seed, so that a failure comes back. */
final class NameGenerator {

    private static final String LDH = "abcdefghijklmnopqrstuvwxyz0123456789-";

    /** Weighed towards what rules stumble over: seams between scripts, things that map, vanish, join or look alike. */
    private static final List<String> PIECES = pieces("""
        a b o shop A Z 0 1 9 0x 0x7f 127 - -- . . .. xn-- XN-- xn--a -kva _ * @ : / \\ % "
        \\u0020 \\u0009 \\u000D\\u000A \\u0000 \\u007F \\u0085 \\u00A0 \\u3000
        ü ß ẞ ς Σ é e\\u0301 \\u0301 i\\u0307 \\u0345 İ ı \\u212A ａ ． 。 ｡ ² ª ﬁ ŀ · ᾳ ᾼ
        \\u200B \\u200C \\u200D \\u00AD \\u202E \\u2066 \\uFEFF \\uFE0F \\u3164 \\uDB40\\uDC01
        а р ж α ο א ב ع م \\u0661 \\u06F1 ० क\\u094D 日 本 ノ ー ・ 한 ᄒ ꮿ ა Ა 𐍈
        ☃ 😀 \\uD800 \\uDC00 \\uE000 \\uFFFF
        """);

    private static final List<String> ENDINGS =
            List.of(".com", ".example", ".рф", ".xn--p1ai", ".local", ".", "", ".de.", ".1", ".0x1");

    private final Random random;

    NameGenerator(long seed) {
        random = new Random(seed);
    }

    /** Letters, digits, hyphens and dots in any order: some of it a host name, much of it nearly one. */
    Stream<String> ldhNames(int count) {
        return Stream.generate(() -> IntStream.rangeClosed(0, random.nextInt(5))
                        .mapToObj(label -> ldhLabel())
                        .collect(Collectors.joining(".")))
                .limit(count);
    }

    /** Strings put together by somebody who means harm. */
    Stream<String> hostileNames(int count) {
        return Stream.generate(() -> IntStream.rangeClosed(0, random.nextInt(8))
                        .mapToObj(piece -> pick(PIECES))
                        .collect(Collectors.joining("", "", pick(ENDINGS))))
                .limit(count);
    }

    /** Any UTF-16 at all. */
    Stream<String> noise(int count) {
        return Stream.generate(() -> random.ints(random.nextInt(12), 0, 0x10000)
                        .collect(StringBuilder::new, (text, unit) -> text.append((char) unit), StringBuilder::append)
                        .append(pick(ENDINGS))
                        .toString())
                .limit(count);
    }

    /** Labels of letters of one script each: mostly accepted, and so what round trips are tried with. */
    Stream<String> words(int count) {
        List<String> alphabets = List.of("abcdeäöüßéñø", "бвгджзиклмн", "αβγδεζηθςς", "אבגדהוזח", "日本語例中文", "가나다라마");
        return Stream.generate(() -> {
                    int[] letters = pick(alphabets).codePoints().toArray();
                    return random.ints(1L + random.nextInt(20), 0, letters.length)
                            .mapToObj(i -> Character.toString(letters[i]))
                            .collect(Collectors.joining("", "", pick(ENDINGS)));
                })
                .limit(count);
    }

    private static List<String> pieces(String text) {
        return Stream.of(text.split("\\s+")).map(Escapes::read).toList();
    }

    private String ldhLabel() {
        int length = random.nextInt(40) == 0 ? 60 + random.nextInt(8) : random.nextInt(12);
        String prefix = random.nextInt(20) == 0 ? "xn--" : "";
        return random.ints(length, 0, random.nextInt(4) == 0 ? LDH.length() : 26)
                .mapToObj(i -> LDH.substring(i, i + 1))
                .collect(Collectors.joining("", prefix, ""));
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
