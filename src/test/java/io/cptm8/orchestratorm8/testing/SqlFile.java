package io.cptm8.orchestratorm8.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import javax.sql.DataSource;

/** A statement of the application, with values written where its routes would bind them. */
public record SqlFile(String text) {

    public static SqlFile named(String name) {
        try (var stream = SqlFile.class.getResourceAsStream("/sql/" + name + ".sql")) {
            return new SqlFile(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The claim of a batch, under the terms of a per-domain scanner. */
    public static SqlFile claim(String scanner, String token, int batch) {
        return named("claim")
                .with("scanner", scanner)
                .with("claim", token)
                .with("batch", batch)
                .with("lease", 60)
                .with("whole", false);
    }

    /** The settlement of these requests, all with the same verdict. */
    public static SqlFile settle(String token, String verdict, long... requests) {
        var ids = new ArrayList<String>();
        var verdicts = new ArrayList<String>();
        for (var request : requests) {
            ids.add(Long.toString(request));
            verdicts.add(verdict);
        }
        return named("settle")
                .with("claim", token)
                .with("waitingSatisfies", false)
                .with("retryDelay", 1)
                .with("retryMaximum", 60)
                .with("attempts", 20)
                .with("${body.requests}", "{" + String.join(",", ids) + "}")
                .with("${body.verdicts}", "{" + String.join(",", verdicts) + "}")
                .with("${body.errors}", "{" + "NULL,".repeat(ids.size() - 1) + "NULL}");
    }

    public SqlFile with(String parameter, Object value) {
        var literal = value instanceof String string ? "'" + string.replace("'", "''") + "'" : String.valueOf(value);
        var name = parameter.startsWith("$") ? java.util.regex.Pattern.quote(parameter) : parameter + "\\b";
        return new SqlFile(text.replaceAll(":#" + name, Matcher.quoteReplacement(literal)));
    }

    /** Runs it in a transaction of its own. Each row as text, its columns joined by a bar. */
    public List<String> rows(DataSource source) {
        try (var connection = source.getConnection()) {
            return rows(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    public List<String> rows(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var rows = new ArrayList<String>();
            if (!statement.execute(text)) {
                return rows;
            }
            try (var answer = statement.getResultSet()) {
                while (answer.next()) {
                    var columns = new ArrayList<String>();
                    for (int column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
                        columns.add(String.valueOf(answer.getString(column)));
                    }
                    rows.add(String.join("|", columns));
                }
            }
            return rows;
        }
    }
}
