package io.cptm8.orchestratorm8.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text, each column as wide as its longest entry, two blanks apart. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    TextTable row(String... columns) {
        rows.add(List.of(columns));
        return this;
    }

    @Override
    public String toString() {
        return cut(Integer.MAX_VALUE);
    }

    /** As text of which no line has more than so many characters. */
    String cut(int longest) {
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .append(" ".repeat(width(column) - row.get(column).length() + 2));
            }
            text.append(cut(line.toString().stripTrailing(), longest)).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String cut(String line, int longest) {
        if (line.length() <= longest) {
            return line;
        }
        var end = longest - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + '…';
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
