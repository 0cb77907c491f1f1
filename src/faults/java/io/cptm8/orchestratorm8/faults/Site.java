package io.cptm8.orchestratorm8.faults;

import io.cptm8.orchestratorm8.testing.BrokerAddress;
import io.cptm8.orchestratorm8.testing.RabbitNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/** A broker and a PostgreSQL for one fault at a time, and the installed program. */
final class Site implements AutoCloseable {

    private static final int HOSTS = 10;

    private final Path installed;
    private final Path folder;
    private final String options;
    private final RabbitNode node;
    private final Server server;
    private final Queue<String> spare = new ArrayDeque<>();
    private int made;

    private Site(Path installed, Path folder, String options, RabbitNode node, Server server) {
        this.installed = installed;
        this.folder = folder;
        this.options = options;
        this.node = node;
        this.server = server;
    }

    /**
     * @param folder for all that its processes write; empty
     * @param options of the JVM for every instance
     */
    static Site open(Path installed, Path folder, String options) throws Exception {
        Files.createDirectories(folder);
        var node = RabbitNode.launch();
        try {
            return new Site(installed, folder, options, node, new Server());
        } catch (Exception e) {
            node.close();
            throw e;
        }
    }

    Path installed() {
        return installed;
    }

    String options() {
        return options;
    }

    RabbitNode node() {
        return node;
    }

    Server server() {
        return server;
    }

    Path folder() {
        return folder;
    }

    Path folder(String name) throws IOException {
        return Files.createTempDirectory(folder, name + "-");
    }

    /** A new one, with nothing in it. They are made some at a time: the broker's tool takes as long for one. */
    BrokerAddress virtualHost() {
        if (spare.isEmpty()) {
            IntStream.range(0, HOSTS).forEach(each -> spare.add("faults_" + ++made));
            node.addVirtualHosts(List.copyOf(spare));
        }
        return node.address(spare.remove());
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            node.close();
        }
    }
}
