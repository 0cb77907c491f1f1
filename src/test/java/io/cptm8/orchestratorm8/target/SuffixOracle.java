package io.cptm8.orchestratorm8.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The algorithm of publicsuffix.org/list as it is written there: slow, and apart from ours. */
final class SuffixOracle {

    private final List<String> rules;
    private final Map<String, List<String>> byTopLevel = new HashMap<>();

    private SuffixOracle(List<String> rules) {
        this.rules = rules;
        rules.forEach(rule -> byTopLevel
                .computeIfAbsent(top(rule), any -> new java.util.ArrayList<>())
                .add(rule));
    }

    static SuffixOracle read() {
        var list = SuffixOracle.class.getClassLoader().getResourceAsStream(PublicSuffix.LIST);
        try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return new SuffixOracle(lines.lines()
                    .map(line -> line.split("\\s", 2)[0])
                    .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> rules() {
        return rules;
    }

    /** @param unicode with U-labels, in lower case */
    boolean isSuffix(String unicode) {
        var labels = unicode.split("\\.");
        var matching = byTopLevel.getOrDefault(top(unicode), List.of()).stream()
                .filter(rule -> matches(rule.replaceFirst("^!", "").split("\\."), labels))
                .toList();
        if (matching.stream().anyMatch(rule -> rule.startsWith("!"))) {
            return false; // its suffix is shorter than the exception, and so than the name
        }
        return matching.stream()
                        .map(rule -> rule.split("\\.").length)
                        .max(Comparator.naturalOrder())
                        .orElse(1)
                == labels.length;
    }

    private static boolean matches(String[] rule, String[] name) {
        for (int i = 1; i <= rule.length; i++) {
            if (i > name.length || !List.of("*", name[name.length - i]).contains(rule[rule.length - i])) {
                return false;
            }
        }
        return true;
    }

    private static String top(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
