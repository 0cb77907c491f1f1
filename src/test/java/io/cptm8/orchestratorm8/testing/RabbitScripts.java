package io.cptm8.orchestratorm8.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the scripts of the RabbitMQ on this machine, and what Erlang has beside them. */
final class RabbitScripts {

    static final String MISSING = "no rabbitmq-server on this machine: looked on the PATH, in /usr/lib/rabbitmq/bin and"
            + " /usr/sbin; install it, for example apt-get install rabbitmq-server";

    private RabbitScripts() {}

    /**
     * The directory of RabbitMQ's own scripts.
     *
     * <p>A Linux package puts a wrapper on the path that becomes the user {@code rabbitmq} and writes to the system's
     * directories. The scripts behind it can be told from it by {@code rabbitmq-env}, which lies only beside them; they
     * run as whoever calls them.
     */
    static Optional<Path> find() {
        return Stream.concat(
                        onPath(),
                        Stream.of("/usr/lib/rabbitmq/bin", "/usr/sbin").map(Path::of))
                .map(directory -> directory.resolve("rabbitmq-server"))
                .filter(Files::isExecutable)
                .flatMap(script -> Stream.of(script, behindLinks(script)))
                .map(Path::getParent)
                .filter(directory -> Files.isReadable(directory.resolve("rabbitmq-env"))
                        && Files.isExecutable(directory.resolve("rabbitmq-server"))
                        && Files.isExecutable(directory.resolve("rabbitmqctl")))
                .findFirst();
    }

    /**
     * The program that has a running node evaluate something. It does so in milliseconds, for which {@code rabbitmqctl} starts
     * a node of its own and takes two seconds of processor time; not every package of Erlang has it.
     */
    static Optional<Path> erlCall() {
        return Stream.concat(onPath(), Stream.of(Path.of("/usr/lib/erlang/bin")))
                .map(directory -> directory.resolve("erl_call"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(Path::of);
    }

    private static Path behindLinks(Path script) {
        try {
            return script.toRealPath();
        } catch (IOException dangling) {
            return script;
        }
    }
}
