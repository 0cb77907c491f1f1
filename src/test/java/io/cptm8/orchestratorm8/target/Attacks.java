package io.cptm8.orchestratorm8.target;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names that somebody chose: what breaks shells, statements and logs, and what is an address or not for everybody. */
final class Attacks {

    private static final List<String> SPLICES = List.of(
            "' OR 1=1 --",
            "'; DROP TABLE cptm8domain; --",
            "$(id)",
            "`id`",
            ";id",
            "|id",
            "&& id",
            "${env:HOME}",
            "${bean:broker}",
            "{{orchestratorm8.database.password}}",
            "#{7*7}",
            "%00",
            "%2e",
            "\u0000",
            "\u001B[2J",
            "\r\nX: y",
            "\u202E",
            "\u2066",
            "\u200B",
            "\u2028",
            "\t",
            "?user=x",
            "&replyTo=x",
            "RAW(x)",
            "<!--",
            "*.",
            "*",
            "_dmarc.",
            "\uFEFF",
            "\uD83D",
            "\u0430",
            "..",
            "xn--",
            "-",
            "@",
            ":443",
            "/..",
            "\\",
            "\"",
            "\u00AD");

    private static final List<String> INTERNAL = List.of(
            "localhost",
            "local",
            "internal",
            "corp",
            "lan",
            "home.arpa",
            "onion",
            "svc.cluster.local",
            "metadata.google.internal",
            "in-addr.arpa",
            "ip6.arpa");

    private final Random random;
    private final List<String> suffixes;

    Attacks(long seed, List<String> suffixes) {
        random = new Random(seed);
        this.suffixes = suffixes;
    }

    /** A good name with something put into it somewhere. */
    Stream<String> spliced(int count) {
        return Stream.generate(() -> {
                    var name = new StringBuilder(pick(List.of(
                            "shop.example.com", "b\u00FCcher.example", "xn--bcher-kva.example", "a.b.c.d.example")));
                    IntStream.rangeClosed(0, random.nextInt(3))
                            .forEach(splice -> name.insert(random.nextInt(name.length() + 1), pick(SPLICES)));
                    return name.toString();
                })
                .limit(count);
    }

    /** An address in any of the ways of writing that some resolver takes. */
    Stream<String> addresses(int count) {
        return Stream.generate(() -> switch (random.nextInt(6)) {
                    case 0 -> parts(4, "");
                    case 1 -> parts(1 + random.nextInt(5), pick(List.of("", ".")));
                    case 2 -> Long.toString(random.nextLong() >>> 32);
                    case 3 -> "0x" + Integer.toHexString(random.nextInt());
                    case 4 ->
                        IntStream.rangeClosed(0, random.nextInt(8))
                                .mapToObj(group -> Integer.toHexString(random.nextInt(0x10000)))
                                .collect(Collectors.joining(":", pick(List.of("", "[", "::")), pick(List.of("", "]"))));
                    default -> parts(4, "/" + random.nextInt(33));
                })
                .limit(count);
    }

    /** Of labels and names at and beyond what the DNS allows. */
    Stream<String> sizes(int count) {
        return Stream.generate(() -> {
                    var label = "a".repeat(1 + random.nextInt(70));
                    return (label + ".").repeat(1 + random.nextInt(1 + 260 / label.length())) + "example";
                })
                .limit(count);
    }

    /** Suffixes, names right below them, and names that nobody outside can resolve. */
    Stream<String> endings(int count) {
        return Stream.generate(() -> {
                    var rule = random.nextInt(4) == 0 ? pick(INTERNAL) : pick(suffixes);
                    var below = rule.replaceFirst("^\\*", "any").replaceFirst("^!", "");
                    return pick(List.of("", "", "shop.", "*.", "a.b.")) + below + pick(List.of("", "", "."));
                })
                .limit(count);
    }

    private String parts(int count, String end) {
        return IntStream.range(0, count)
                .mapToObj(part -> switch (random.nextInt(3)) {
                    case 0 -> Integer.toString(random.nextInt(300));
                    case 1 -> "0x" + Integer.toHexString(random.nextInt(256));
                    default -> "0" + Integer.toOctalString(random.nextInt(256));
                })
                .collect(Collectors.joining(".", "", end));
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
