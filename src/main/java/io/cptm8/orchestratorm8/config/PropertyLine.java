package io.cptm8.orchestratorm8.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A key and a value as {@link Properties} reads them, with the line on which they begin.
 *
 * @param number from 1
 * @param separated by = or a colon; Properties takes a blank too
 */
record PropertyLine(int number, String key, String value, boolean separated) {

    private static final Pattern SEPARATED = Pattern.compile("\\s*(\\\\.|[^\\\\=:\\s])*\\s*[=:].*", Pattern.DOTALL);
    private static final Pattern GOES_ON = Pattern.compile("(.*[^\\\\])?(\\\\\\\\)*\\\\");

    /**
     * @throws IOException it cannot be read, or is not UTF-8
     * @throws ConfigurationException it has an escape that is none
     */
    static List<PropertyLine> in(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var found = new ArrayList<PropertyLine>();
        for (int i = 0; i < lines.size(); i++) {
            var number = i + 1;
            if (lines.get(i).isBlank() || lines.get(i).strip().matches("[#!].*")) {
                continue;
            }
            var text = new StringBuilder(lines.get(i));
            while (GOES_ON.matcher(lines.get(i)).matches() && i + 1 < lines.size()) {
                text.append('\n').append(lines.get(++i));
            }
            parse(file, number, text.toString()).ifPresent(found::add);
        }
        return found;
    }

    /** Empty: a backslash, and nothing that it continues with. */
    private static Optional<PropertyLine> parse(Path file, int number, String text) throws IOException {
        var one = new Properties();
        try {
            one.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "%s:%d: what follows \\u is not four hexadecimal digits".formatted(file, number),
                    "Correct it, or write a backslash as \\\\.");
        }
        return one.stringPropertyNames().stream()
                .findFirst()
                .map(key -> new PropertyLine(
                        number,
                        key,
                        one.getProperty(key).strip(),
                        SEPARATED.matcher(text).matches()));
    }
}
