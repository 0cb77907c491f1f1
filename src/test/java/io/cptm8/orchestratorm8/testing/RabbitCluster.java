package io.cptm8.orchestratorm8.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Real RabbitMQ nodes of our own that form a cluster on the loopback address. Each can be killed, started, paused and
 * resumed; what is durable and the ports stay the same until {@link #close()}, and nothing outlives this JVM.
 *
 * <p>A paused node is noticed by its peers after some ten seconds; until then they wait for it. Nodes that see less than
 * half of the cluster pause themselves.
 */
public final class RabbitCluster implements AutoCloseable {

    private final List<RabbitNode> nodes;

    private RabbitCluster(List<RabbitNode> nodes) {
        this.nodes = nodes;
    }

    /** Three nodes that run. */
    public static RabbitCluster launch() {
        return launch(3);
    }

    public static RabbitCluster launch(int size) {
        int epmdPort = FreePorts.next();
        RabbitCluster cluster = new RabbitCluster(IntStream.range(0, size)
                .mapToObj(number -> RabbitNode.member(epmdPort))
                .toList());
        try {
            List<String> names = cluster.nodes.stream().map(node -> node.name).toList();
            cluster.nodes.forEach(node -> node.files.clusterOf(names));
            // The first by itself, or several would each found a cluster of their own.
            cluster.start(0);
            CompletableFuture.allOf(cluster.nodes.stream()
                            .skip(1)
                            .map(node -> CompletableFuture.runAsync(node::start))
                            .toArray(CompletableFuture[]::new))
                    .join();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public int size() {
        return nodes.size();
    }

    /** Ends a node at once, as a crash does. */
    public void kill(int number) {
        nodes.get(number).kill();
    }

    /** Starts a node on its data; returns when it accepts clients. */
    public void start(int number) {
        nodes.get(number).start();
    }

    /** SIGSTOP: its connections stay open, and nothing on them is answered. */
    public void pause(int number) {
        nodes.get(number).signal("STOP");
    }

    /** SIGCONT. */
    public void resume(int number) {
        nodes.get(number).signal("CONT");
    }

    /** Runs rabbitmqctl against a node. */
    public String ctl(int number, String... arguments) {
        return nodes.get(number).ctl(arguments);
    }

    /** Undoes what an earlier test may have left, nodes that are stopped or paused; returns when each sees all of them. */
    public void heal() {
        nodes.stream().filter(RabbitNode::isRunning).forEach(node -> node.signal("CONT"));
        nodes.forEach(RabbitNode::start);
        Awaitility.await("every node to see all of them")
                .atMost(Duration.ofSeconds(90))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> nodes.stream().allMatch(this::seesAll));
    }

    private boolean seesAll(RabbitNode node) {
        String answer = node.eval("{length(nodes()), rabbit:is_running()}");
        return answer.replace(" ", "").contains("{" + (size() - 1) + ",true}");
    }

    /** A virtual host with nothing in it; all nodes run. */
    public void addVirtualHost(String name) {
        nodes.get(0).addVirtualHosts(List.of(name));
    }

    /** One for each node, with the virtual host {@code /}. */
    public List<BrokerAddress> addresses() {
        return addresses("/");
    }

    /** One for each node. */
    public List<BrokerAddress> addresses(String virtualHost) {
        return nodes.stream().map(node -> node.address(virtualHost)).toList();
    }

    /** As {@code RABBITMQ_HOSTNAME} has them. */
    public String hosts() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }

    /** The number of the node that has this AMQP port. */
    public int withPort(int port) {
        return IntStream.range(0, nodes.size())
                .filter(number -> nodes.get(number).port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** What the nodes said, for a failure. */
    public String log() {
        return nodes.stream().map(RabbitNode::log).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        nodes.forEach(RabbitNode::close);
    }
}
