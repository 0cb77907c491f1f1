package io.cptm8.orchestratorm8.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody asks the program over HTTP.
 *
 * @param path with its query
 * @param peers by their names, statements that answer with the same data and nothing else
 */
record Question(String name, String path, Map<String, String> peers) {

    private static final String PLAIN = "plain SQL";
    private static final String ROWS = "SELECT id, name, companyname, enabled FROM cptm8domain ";
    private static final String PAGE = " ORDER BY name LIMIT 50";
    private static final String COUNTS =
            """
            SELECT scanner, count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'parked'), max(accepted_at)
            FROM orchestratorm8.request GROUP BY scanner""";
    private static final String STATES =
            "SELECT scanner, state, reason, requested_at, accepted_at, last_error FROM orchestratorm8.request WHERE domain_id = ";

    private static Question of(String name, String path, String sql) {
        return new Question(name, path, Map.of(PLAIN, sql));
    }

    private static Question search(String name, String part) {
        var peers = new TreeMap<String, String>();
        peers.put(PLAIN, ROWS + "WHERE name LIKE '%" + part + "%'" + PAGE);
        peers.put(PLAIN + ", any case", ROWS + "WHERE name ILIKE '%" + part + "%'" + PAGE);
        return new Question(name, "/api/domains?limit=50&query=" + part, peers);
    }

    /** Of the counts on the page, whose own question is bounded, all of them by SQL. */
    static Question firstEvent() {
        return of("first event", "/api/events", COUNTS);
    }

    /** @param platform on which the domains are */
    static List<Question> all(Connection platform) throws SQLException {
        var last = text(platform, "SELECT id || ':' || name FROM cptm8domain ORDER BY name DESC OFFSET 60 LIMIT 1");
        var id = last.substring(0, 36);
        var name = last.substring(37);
        return List.of(
                of("list, first page", "/api/domains?limit=50", ROWS + PAGE),
                of(
                        "list, last but one page",
                        "/api/domains?limit=50&after=" + URLEncoder.encode(last, StandardCharsets.UTF_8),
                        ROWS + "WHERE name > '" + name + "'" + PAGE),
                search("search, each tenth", "5.example"),
                search("search, one", name),
                search("search, none", "nobody"),
                of(
                        "status by name",
                        "/api/domains/" + name + "/status",
                        STATES + "(SELECT id FROM cptm8domain WHERE name = '" + name + "')"),
                of("status by id", "/api/domains/" + id + "/status", STATES + "'" + id + "'"),
                of(
                        "parked",
                        "/api/parked?limit=50",
                        """
                        SELECT r.id, r.scanner, r.domain_id, d.name, r.reason, r.requested_at, r.receipt_at, r.attempt, r.last_error
                        FROM orchestratorm8.request r LEFT JOIN cptm8domain d ON d.id = r.domain_id
                        WHERE r.state = 'parked' ORDER BY r.id LIMIT 50"""),
                of("scanners", "/api/scanners", COUNTS),
                of(
                        "runs",
                        "/api/runs?limit=50",
                        """
                        SELECT r.*, h.* FROM (SELECT * FROM orchestratorm8.run ORDER BY id DESC LIMIT 50) r
                        JOIN orchestratorm8.hop h ON h.run = r.id ORDER BY r.id DESC, h.id"""));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
