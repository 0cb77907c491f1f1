package io.cptm8.orchestratorm8.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A line that begins where nothing beside it begins. All numbers are from 0.
 *
 * @param column where it begins
 * @param sibling where the nearest line that it could stand beside begins
 */
record Indentation(int column, int sibling, int siblingLine) {

    private record Level(int column, int line, boolean item) {}

    /** Whether the parser's complaint can come from the indentation. */
    static boolean isSuspect(String problem) {
        return problem.startsWith("expected <block end>")
                || problem.contains("are not allowed here")
                || problem.startsWith("expected <document start>")
                || problem.startsWith("expected '<document start>'");
    }

    /** What is odd about a line, going by the lines above it; empty: its indentation fits. */
    static Optional<Indentation> inLine(List<String> lines, int line) {
        var open = new ArrayDeque<Level>();
        var opens = true; // whether the line above may have something below it
        for (int i = 0; i < line; i++) {
            if (isContent(lines.get(i))) {
                enter(open, lines.get(i), i);
                opens = endsOpen(lines.get(i));
            }
        }
        var column = columnOf(lines.get(line));
        if (open.isEmpty() || opens && column > open.peek().column()) {
            return Optional.empty();
        }
        var item = lines.get(line).startsWith("- ", column);
        return open.stream().anyMatch(level -> level.column() == column && level.item() == item)
                ? Optional.empty()
                : open.stream()
                        .filter(level -> level.item() == item)
                        .min((a, b) -> Integer.compare(Math.abs(a.column() - column), Math.abs(b.column() - column)))
                        .map(level -> new Indentation(column, level.column(), level.line()));
    }

    /** The levels that are open after a line: of a list item there are two, its dash and what follows it. */
    private static void enter(Deque<Level> open, String text, int line) {
        var column = columnOf(text);
        while (!open.isEmpty() && open.peek().column() > column) {
            open.pop();
        }
        while (text.startsWith("- ", column)) {
            replace(open, new Level(column, line, true));
            column = column + 1 + columnOf(text.substring(column + 1));
        }
        replace(open, new Level(column, line, false));
    }

    private static void replace(Deque<Level> open, Level level) {
        while (!open.isEmpty()
                && (open.peek().column() > level.column()
                        || open.peek().column() == level.column() && open.peek().item() == level.item())) {
            open.pop();
        }
        open.push(level);
    }

    private static boolean endsOpen(String text) {
        var bare = text.replaceFirst("\\s+#.*", "").strip();
        return bare.endsWith(":") || bare.equals("-") || bare.matches(".*: *[|>][-+]?\\d?");
    }

    private static boolean isContent(String line) {
        var text = line.strip();
        return !text.isEmpty() && !text.startsWith("#") && !text.equals("---");
    }

    private static int columnOf(String text) {
        return text.length() - text.stripLeading().length();
    }
}
