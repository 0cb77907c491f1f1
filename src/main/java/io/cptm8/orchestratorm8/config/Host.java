package io.cptm8.orchestratorm8.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One server of a list such as {@code RABBITMQ_HOSTNAME}.
 *
 * @param name a host name or an IP address, without brackets
 * @param port 1 to 65535
 */
public record Host(String name, int port) {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final String IPV6 = "[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?";
    /** A name or an address in brackets, with a port or without. */
    private static final Pattern FORM =
            Pattern.compile("(?:(?<name>" + NAME + ")|\\[(?<v6>" + IPV6 + ")])(?::(?<port>[0-9]{1,5}))?");
    /** An address without brackets; what follows its last colon is part of it. */
    private static final Pattern BARE_IPV6 = Pattern.compile("(?=[^:]*:[^:]*:)" + IPV6);

    private static final int HIGHEST_PORT = 65_535;

    /** @return empty: the text names no server */
    static Optional<Host> of(String text, int port) {
        if (BARE_IPV6.matcher(text).matches()) {
            return Optional.of(new Host(text, port));
        }
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        var name = form.group("name") == null ? form.group("v6") : form.group("name");
        var host = new Host(name, form.group("port") == null ? port : Integer.parseInt(form.group("port")));
        return Optional.of(host).filter(each -> each.port() >= 1 && each.port() <= HIGHEST_PORT);
    }

    /** As addresses have it: {@code name:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
