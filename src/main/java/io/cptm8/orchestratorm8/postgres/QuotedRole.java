package io.cptm8.orchestratorm8.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Quotes the role in Flyway's {@code SET ROLE 'user'}, which it writes without: a user whose name holds a quote could
 * not migrate. Everything else goes through as it is.
 */
final class QuotedRole {

    private static final String SET_ROLE = "SET ROLE '";

    private QuotedRole() {}

    static DataSource in(DataSource dataSource) {
        return wrap(DataSource.class, dataSource);
    }

    private static <T> T wrap(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
                        arguments[0] = quoted(sql);
                    }
                    try {
                        var answer = method.invoke(target, arguments);
                        if (answer instanceof Connection connection) {
                            return wrap(Connection.class, connection);
                        }
                        return answer instanceof Statement statement && !(answer instanceof PreparedStatement)
                                ? wrap(Statement.class, statement)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    static String quoted(String sql) {
        if (!sql.startsWith(SET_ROLE) || !sql.endsWith("'")) {
            return sql;
        }
        var role = sql.substring(SET_ROLE.length(), sql.length() - 1);
        return SET_ROLE + role.replace("'", "''") + "'";
    }
}
