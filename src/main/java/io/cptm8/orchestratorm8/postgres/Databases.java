package io.cptm8.orchestratorm8.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cptm8.orchestratorm8.config.Durations;
import io.cptm8.orchestratorm8.config.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to the platform's database: the pool, and single sessions outside it. */
public final class Databases {

    /** The schema of everything that is ours. */
    public static final String SCHEMA = "orchestratorm8";
    /** The channel that the capture trigger notifies. */
    public static final String CHANNEL = "orchestratorm8_request";

    /**
     * Longest wait for a row lock. Shorter than PostgreSQL's deadlock_timeout (1 s), so that wherever we and a
     * writer of the platform could wait for each other it is our statement that gives way, never theirs.
     */
    private static final String LOCK_TIMEOUT = "500ms";

    /**
     * Has PostgreSQL notice within half a minute that the machine at our end is gone, and give up the leader's lock.
     * Its own default is that of the operating system, hours.
     */
    private static final String NOTICE_OUR_END =
            "SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '4', false)";

    /** Of several servers the one that takes writes; a standby that is promoted is found by it. */
    private static final String PRIMARY = "primary";

    private Databases() {}

    /** The pool. It connects on first use, so that a start does not need the database. */
    public static HikariDataSource pool(Settings.Database settings) {
        var pool = settings.pool();
        var config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setJdbcUrl(settings.address());
        config.setUsername(settings.credentials().user());
        config.setPassword(settings.credentials().password());
        config.setMaximumPoolSize(pool.maximum());
        config.setMinimumIdle(pool.idle());
        config.setMaxLifetime(pool.lifetime().toMillis());
        config.setIdleTimeout(pool.lifetime().toMillis() / 2);
        config.setConnectionTimeout(pool.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setDataSourceProperties(
                properties(settings, (int) pool.queryTimeout().toSeconds()));
        // Not as the connection begins, for the same reason as in begun().
        config.setConnectionInitSql(
                "SELECT set_config('search_path', '%s, %s', false), set_config('lock_timeout', '%s', false)"
                        .formatted(SCHEMA, settings.cptm8Schema(), LOCK_TIMEOUT));
        // Made without its configuration, the pool starts with the first question; made with it, at once, and a mere
        // check of the routes would connect.
        var lazy = new HikariDataSource();
        config.copyStateTo(lazy);
        lazy.setExceptionOverride(new NoLongerPrimary(() -> evict(lazy)));
        return lazy;
    }

    private static void evict(HikariDataSource pool) {
        if (pool.getHikariPoolMXBean() != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** A session of its own, never pooled: it keeps what belongs to a session, LISTEN and advisory locks. */
    public static Connection session(Settings.Database settings, String purpose) throws SQLException {
        var properties = properties(settings, 10);
        properties.setProperty("user", settings.credentials().user());
        properties.setProperty("password", settings.credentials().password());
        properties.setProperty("ApplicationName", "orchestratorm8 " + purpose);
        return begun(DriverManager.getConnection(settings.address(), properties), NOTICE_OUR_END);
    }

    /**
     * Sessions that can only read, each opened when it is asked for and ended when it is closed: for a command that
     * looks and changes nothing. A statement may take 10 s.
     */
    public static DataSource readers(Settings.Database settings, String purpose) {
        var readers = new Readers();
        readers.setUrl(settings.address());
        readers.setUser(settings.credentials().user());
        readers.setPassword(settings.credentials().password());
        readers.setApplicationName("orchestratorm8 " + purpose);
        readers.setConnectTimeout(Integer.parseInt(wholeSeconds(settings)));
        readers.setLoginTimeout(loginSeconds(settings));
        readers.setSocketTimeout(15);
        if (settings.hosts().size() > 1) {
            readers.setTargetServerType(PRIMARY);
            readers.setHostRecheckSeconds(1);
            readers.setLoadBalanceHosts(true);
        }
        return readers;
    }

    private static final class Readers extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        private static final String LOOK_ONLY =
                "SELECT set_config('default_transaction_read_only', 'on', false), set_config('statement_timeout', '10s', false), set_config('lock_timeout', '"
                        + LOCK_TIMEOUT + "', false)";

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return begun(super.getConnection(user, password), LOOK_ONLY);
        }
    }

    /** By a statement: a pooler, in session mode too, refuses connections that ask for something as they begin. */
    private static Connection begun(Connection session, String settings) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(settings);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private static Properties properties(Settings.Database settings, int socketTimeoutSeconds) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "orchestratorm8");
        // pgjdbc waits for ever by default, and would not notice a peer that is gone without a word
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", wholeSeconds(settings));
        properties.setProperty("loginTimeout", Integer.toString(loginSeconds(settings)));
        properties.setProperty("socketTimeout", Integer.toString(socketTimeoutSeconds));
        if (settings.hosts().size() > 1) {
            properties.setProperty("targetServerType", PRIMARY);
            // What a server was a moment ago says nothing while another is being promoted.
            properties.setProperty("hostRecheckSeconds", "1");
            // In any order: one that takes connections and never answers must not be asked first each time.
            properties.setProperty("loadBalanceHosts", "true");
        }
        return properties;
    }

    /** For the whole list: the driver asks one server after the other. */
    private static int loginSeconds(Settings.Database settings) {
        return Integer.parseInt(wholeSeconds(settings)) * settings.hosts().size();
    }

    private static String wholeSeconds(Settings.Database settings) {
        return Integer.toString(
                (int) Math.max(1, Math.ceil(Durations.seconds(settings.pool().connectTimeout()))));
    }
}
