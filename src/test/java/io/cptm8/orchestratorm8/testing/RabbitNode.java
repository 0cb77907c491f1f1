package io.cptm8.orchestratorm8.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real RabbitMQ node of our own: private ports on the loopback address, private epmd, a directory that goes with it,
 * no plugins unless asked for. It can be stopped, started and killed without anybody else noticing, and it never outlives this JVM.
 *
 * <p>What is durable, and the ports, stay the same until {@link #close()}.
 */
public final class RabbitNode implements AutoCloseable {

    private static final String USER = "orchestratorm8";
    private static final String PASSWORD = "a-test-of-orchestratorm8";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Pattern VERSION = Pattern.compile("Starting RabbitMQ (\\S+)");

    private final Path scripts;
    /** The cluster that this node is to join is written there. */
    final RabbitFiles files;

    private final NodeGuard guard;
    private final int port;
    private final int epmdPort;
    private final int distributionPort = FreePorts.next();
    /** As nodes call each other. */
    final String name;

    private Process process;
    private boolean memoryAlarm;
    private int starts;

    private RabbitNode(Path scripts, Path parent, int epmdPort) {
        this.scripts = scripts;
        this.epmdPort = epmdPort;
        this.port = FreePorts.next();
        this.name = "orchestratorm8-" + port + "@localhost";
        this.files = RabbitFiles.createIn(parent, port, USER, PASSWORD);
        this.guard = NodeGuard.start(epmdPort, files.directory());
    }

    /** A new running node, its files in memory where the machine allows. */
    public static RabbitNode launch() {
        return launchIn(RabbitFiles.fastest());
    }

    /** A new running node with the management API on a port of the caller. */
    public static RabbitNode launchWithManagement(int managementPort) {
        return launchIn(RabbitFiles.fastest(), managementPort);
    }

    /** A new running node with its files under a directory of the caller, for example on a disk to be measured. */
    public static RabbitNode launchIn(Path parent) {
        return launchIn(parent, 0);
    }

    private static RabbitNode launchIn(Path parent, int managementPort) {
        Path scripts = RabbitScripts.find().orElseThrow(() -> new IllegalStateException(RabbitScripts.MISSING));
        RabbitNode node = new RabbitNode(scripts, parent, FreePorts.next());
        try {
            if (managementPort > 0) {
                node.files.enableManagement(managementPort);
            }
            node.start();
            return node;
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e instanceof RuntimeException failure ? failure : new UncheckedIOException((IOException) e);
        }
    }

    /**
     * A node that does not run yet, to be made a member of a cluster.
     *
     * @param epmdPort of the cluster: its nodes find each other there
     */
    static RabbitNode member(int epmdPort) {
        Path scripts = RabbitScripts.find().orElseThrow(() -> new IllegalStateException(RabbitScripts.MISSING));
        return new RabbitNode(scripts, RabbitFiles.fastest(), epmdPort);
    }

    /** Stops the node in its tracks, or has it go on: as a machine that hangs. Its connections stay open. */
    synchronized void signal(String signal) {
        Command.output(new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()), Duration.ofSeconds(10));
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** The node's own virtual host {@code /}, or any other. */
    public BrokerAddress address(String virtualHost) {
        return new BrokerAddress("127.0.0.1", port, virtualHost, USER, PASSWORD);
    }

    /** As the node says it in its log, for example 3.10.8. */
    public String version() {
        Matcher said = VERSION.matcher(log());
        return said.find() ? said.group(1) : "of unknown version";
    }

    /** Everything the node has said so far. */
    public String log() {
        return files.log(name);
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Starts the node on its data; returns when it accepts clients. Does nothing when it runs. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        ProcessBuilder server = describe("rabbitmq-server");
        server.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        files.directory().resolve("output").toFile()));
        try {
            process = server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        guard.watch(process.pid());
        starts++;
        memoryAlarm = false;
        try {
            await("the node accepts connections")
                    .atMost(START_LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast("the node ended", () -> !process.isAlive())
                    .until(() -> FreePorts.accepts(port));
            // The port opens a moment before the node calls itself started.
            eval("rabbit:await_startup()");
        } catch (RuntimeException e) {
            throw new IllegalStateException("RabbitMQ did not start. It said:\n" + log(), e);
        }
    }

    /** Stops the node in good order: it tells its clients and writes what it has. */
    public synchronized void stop() {
        end(false);
    }

    /** Ends the node at once, as a crash does. */
    public synchronized void kill() {
        end(true);
    }

    private void end(boolean atOnce) {
        if (process == null) {
            return;
        }
        if (atOnce) {
            process.destroyForcibly();
        } else {
            // By its handle: Process.destroy() also closes the node's standard input, and then it ends like a crash.
            process.toHandle().destroy();
        }
        try {
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while RabbitMQ was ending", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("RabbitMQ did not end. It said:\n" + log(), e);
        }
        guard.forget();
        process = null;
    }

    /** Runs rabbitmqctl against this node; throws with what it complained about. */
    public String ctl(String... arguments) {
        return Command.output(describe("rabbitmqctl", arguments), Duration.ofSeconds(120));
    }

    /**
     * Has the node evaluate an Erlang expression and answers the result; throws with what is wrong with it.
     *
     * @param expression without the full stop at its end
     */
    public String eval(String expression) {
        Optional<Path> caller = RabbitScripts.erlCall();
        if (caller.isEmpty()) {
            return ctl("eval", expression + ".");
        }
        String[] arguments = {"-r", "-address", "127.0.0.1:" + distributionPort, "-e"};
        String answer = Command.output(
                describe(caller.get().toString(), arguments), expression + ".\n", Duration.ofSeconds(120));
        if (!answer.startsWith("{ok,")) {
            throw new IllegalStateException("the node evaluates " + expression + " to " + answer);
        }
        return answer;
    }

    /** What the user of this node may do in a virtual host: regular expressions, as {@code rabbitmqctl set_permissions} takes them. */
    public void permit(String virtualHost, String configure, String write, String read) {
        new RabbitUser(this, USER).permit(virtualHost, configure, write, read);
    }

    /** How often it has been started. */
    public synchronized int starts() {
        return starts;
    }

    /**
     * Messages since the node was started, by a counter of its own.
     *
     * @param counter such as messages_routed_total
     */
    public long counted(String counter) {
        String answer = eval(
                "maps:get(%s, maps:get([{protocol, amqp091}], rabbit_global_counters:overview()))".formatted(counter));
        return Long.parseLong(answer.replaceAll("\\D", ""));
    }

    /** The node refuses publishers while it believes that its memory is full; they are told with connection.blocked. */
    public synchronized void setMemoryAlarm(boolean on) {
        eval("vm_memory_monitor:set_vm_memory_high_watermark(%s)".formatted(on ? "0.0" : RabbitFiles.MEMORY_WATERMARK));
        memoryAlarm = on;
    }

    /** Closes every connection of every virtual host the way an operator does: 320, CONNECTION_FORCED. */
    public void closeAllConnections(String reason) {
        eval("rabbit_networking:close_connections(rabbit_networking:connections(), <<\"%s\">>)".formatted(reason));
    }

    /** Closes the connections of one virtual host only. */
    public void closeAllConnections(String virtualHost, String reason) {
        eval("""
                rabbit_networking:close_connections(
                    [Pid || [{pid, Pid}, {vhost, <<"%s">>}] <- rabbit_networking:connection_info_all([pid, vhost])],
                    <<"%s">>)""".formatted(virtualHost, reason));
    }

    /** Makes virtual hosts in one go, where the user of this node may do everything. */
    public void addVirtualHosts(List<String> names) {
        try {
            eval("{ok, File} = file:read_file(\"%s\"), ok = rabbit_definitions:import_raw(File)"
                    .formatted(files.definitions(names, USER)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Undoes what an earlier test may have left: a stopped node, an alarm. */
    synchronized void heal() {
        start();
        if (memoryAlarm) {
            setMemoryAlarm(false);
        }
    }

    /** Ends the node and its epmd and deletes their files. Nobody needs the data, so there is nothing to wait for. */
    @Override
    public synchronized void close() {
        try {
            kill();
        } finally {
            guard.close();
        }
    }

    private ProcessBuilder describe(String script, String... arguments) {
        ProcessBuilder command = new ProcessBuilder(scripts.resolve(script).toString());
        command.command().addAll(List.of(arguments));
        command.directory(files.directory().toFile());
        files.describeTo(command.environment(), name, epmdPort, distributionPort);
        return command;
    }
}
