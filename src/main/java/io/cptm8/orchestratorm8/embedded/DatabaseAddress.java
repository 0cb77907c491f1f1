package io.cptm8.orchestratorm8.embedded;

/**
 * Where one database is and who may use it.
 *
 * @param host a host name or an IP address
 * @param port a TCP port
 * @param name the database
 * @param user the role that owns the platform's tables
 * @param password that role's password; letters and digits only, so that it needs no escaping in an address
 */
public record DatabaseAddress(String host, int port, String name, String user, String password) {

    /** The JDBC address, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /** The address in the form that {@code psql} takes, with user and password. */
    public String uri() {
        return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, name);
    }

    /** Without the password, since records end up in logs. */
    @Override
    public String toString() {
        return "postgresql://%s@%s:%d/%s".formatted(user, host, port, name);
    }
}
