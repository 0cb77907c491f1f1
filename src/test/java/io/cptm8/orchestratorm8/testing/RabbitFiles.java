package io.cptm8.orchestratorm8.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** The directory of one node: its configuration, its data, its logs, and the environment that points there. */
final class RabbitFiles {

    /** A share of the machine's memory; crossing it raises the memory alarm. */
    static final String MEMORY_WATERMARK = "0.4";

    /** Seconds, more or less, after which the peers of a node that hangs take it for gone; without, 60. */
    private static final int TICK_TIME = 8;

    /** A scheduler with nothing to do sleeps at once: by itself it first spins, on a core that another test needs. */
    private static final String DO_NOT_SPIN = " +sbwt none +sbwtdcpu none +sbwtdio none";

    private static final long ROOM_FOR_DATA = 1L << 30;

    private final Path directory;

    private RabbitFiles(Path directory) {
        this.directory = directory;
    }

    /** Memory where the machine offers it: a node that is killed, not unplugged, needs no disk that syncs. */
    static Path fastest() {
        Path memory = Path.of("/dev/shm");
        try {
            boolean roomy = Files.isDirectory(memory)
                    && Files.isWritable(memory)
                    && Files.getFileStore(memory).getUsableSpace() > ROOM_FOR_DATA;
            return roomy ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RabbitFiles createIn(Path parent, int amqpPort, String user, String password) {
        try {
            return written(parent, amqpPort, user, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RabbitFiles written(Path parent, int amqpPort, String user, String password) throws IOException {
        Path directory = Files.createTempDirectory(parent, "orchestratorm8-rabbitmq-");
        Files.writeString(
                directory.resolve("rabbitmq.conf"), """
                listeners.tcp.1 = 127.0.0.1:%d
                default_user = %s
                default_pass = %s
                vm_memory_high_watermark.relative = %s
                # The alarm about the disk is not what tests are about, and memory file systems are small.
                disk_free_limit.absolute = 1MB
                """.formatted(amqpPort, user, password, MEMORY_WATERMARK));
        Files.writeString(directory.resolve("enabled_plugins"), "[].\n");
        // Empty, and named below, so that the machine's own file is not read.
        Files.writeString(directory.resolve("rabbitmq-env.conf"), "");
        // Written here because server and rabbitmqctl would otherwise race to invent it.
        Path cookie = Files.writeString(directory.resolve(".erlang.cookie"), "ORCHESTRATORM8TEST");
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
        return new RabbitFiles(directory);
    }

    /** Before the node's first start: it answers the management API on this port of the loopback address. */
    void enableManagement(int port) throws IOException {
        Files.writeString(directory.resolve("enabled_plugins"), "[rabbitmq_management].\n");
        Files.writeString(
                directory.resolve("rabbitmq.conf"),
                "management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = %d\n".formatted(port),
                StandardOpenOption.APPEND);
    }

    /** Before the node's first start: it joins the first of these that runs, and pauses while it sees fewer than half. */
    void clusterOf(List<String> names) {
        StringBuilder lines = new StringBuilder("cluster_partition_handling = pause_minority\n");
        for (int i = 0; i < names.size(); i++) {
            lines.append("cluster_formation.classic_config.nodes.%d = %s\n".formatted(i + 1, names.get(i)));
        }
        lines.append("cluster_formation.peer_discovery_backend = classic_config\n");
        try {
            Files.writeString(directory.resolve("rabbitmq.conf"), lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Puts what server and rabbitmqctl must agree on in place of whatever the machine has set. */
    void describeTo(Map<String, String> environment, String node, int epmdPort, int distributionPort) {
        environment
                .keySet()
                .removeIf(name ->
                        name.startsWith("RABBITMQ_") || name.startsWith("ERL_") || name.equals("NOTIFY_SOCKET"));
        String loopback = "-kernel inet_dist_use_interface {127,0,0,1}";
        environment.putAll(Map.of(
                "HOME", directory.toString(),
                "LANG", "C.UTF-8",
                "ERL_EPMD_ADDRESS", "127.0.0.1",
                "ERL_EPMD_PORT", Integer.toString(epmdPort),
                "ERL_CRASH_DUMP", path("erl_crash.dump")));
        environment.putAll(Map.of(
                "RABBITMQ_NODENAME",
                node,
                "RABBITMQ_DIST_PORT",
                Integer.toString(distributionPort),
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                loopback + " -kernel net_ticktime " + TICK_TIME + DO_NOT_SPIN,
                "RABBITMQ_CTL_ERL_ARGS",
                loopback,
                // With it the script becomes the node instead of waiting for it, so that the process we hold is the
                // node itself, and the node ends when its standard input does.
                "RABBITMQ_ALLOW_INPUT",
                "true",
                // RabbitMQ binds each scheduler to a core. Where another process keeps that core busy, the bound
                // scheduler spins beside it: seen are 3 to 8 s before the node accepts a connection, unbound 0.4 s.
                "RABBITMQ_SCHEDULER_BIND_TYPE",
                "u"));
        environment.putAll(Map.of(
                "RABBITMQ_CONF_ENV_FILE", path("rabbitmq-env.conf"),
                "RABBITMQ_CONFIG_FILE", path("rabbitmq.conf"),
                "RABBITMQ_ADVANCED_CONFIG_FILE", path("advanced.config"),
                "RABBITMQ_GENERATED_CONFIG_DIR", path("generated"),
                "RABBITMQ_ENABLED_PLUGINS_FILE", path("enabled_plugins"),
                "RABBITMQ_MNESIA_BASE", path("data"),
                "RABBITMQ_LOG_BASE", path("log"),
                "RABBITMQ_PID_FILE", path("pid")));
    }

    /** A file that rabbitmqctl can import: virtual hosts, and everything in them allowed to the user. */
    Path definitions(List<String> virtualHosts, String user) throws IOException {
        Object named = virtualHosts.stream().map(name -> Map.of("name", name)).toList();
        Object allowed = virtualHosts.stream()
                .map(name -> Map.of("user", user, "vhost", name, "configure", ".*", "write", ".*", "read", ".*"))
                .toList();
        String json = new ObjectMapper().writeValueAsString(Map.of("vhosts", named, "permissions", allowed));
        return Files.writeString(directory.resolve("definitions.json"), json);
    }

    /** What the node said: its output, then its log. */
    String log(String node) {
        StringBuilder said = new StringBuilder();
        for (Path file : new Path[] {
            directory.resolve("output"), directory.resolve("log").resolve(node + ".log")
        }) {
            try {
                said.append(Files.exists(file) ? Files.readString(file) : "");
            } catch (IOException e) {
                said.append("(").append(file).append(": ").append(e).append(")\n");
            }
        }
        return said.toString();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
