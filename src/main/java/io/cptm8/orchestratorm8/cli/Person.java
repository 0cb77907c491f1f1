package io.cptm8.orchestratorm8.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/** Who does something, as the audit has it. */
final class Person {

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Who does it, for the audit. Default: the user of this machine, as USER@HOST.")
    private String given;

    String name() {
        return given == null ? System.getProperty("user.name") + "@" + host() : given.strip();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unknown host";
        }
    }
}
