package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.postgres.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A question to the database, from a file in {@code doctor/}. */
record Query(String path) {

    static Query named(String name) {
        return new Query("/doctor/" + name + ".sql");
    }

    List<Row> rows(Connection connection, Object... parameters) throws SQLException {
        try (var statement = Statements.prepare(connection, path, parameters)) {
            var rows = new ArrayList<Row>();
            try (var answer = statement.executeQuery()) {
                while (answer.next()) {
                    var columns = new HashMap<String, Object>();
                    for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                        columns.put(answer.getMetaData().getColumnLabel(i), answer.getObject(i));
                    }
                    rows.add(new Row(columns));
                }
            }
            return rows;
        }
    }

    Row row(Connection connection, Object... parameters) throws SQLException {
        return rows(connection, parameters).get(0);
    }

    /** One row of the answer, its columns by name. */
    record Row(Map<String, Object> columns) {

        /** Null when the column is. */
        String text(String column) {
            var value = columns.get(column);
            return value == null ? null : value.toString();
        }

        long number(String column) {
            return ((Number) columns.get(column)).longValue();
        }

        double real(String column) {
            return ((Number) columns.get(column)).doubleValue();
        }

        boolean flag(String column) {
            return (Boolean) columns.get(column);
        }
    }
}
