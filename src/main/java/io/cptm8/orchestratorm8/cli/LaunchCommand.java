package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.launch.Application;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.launch.OldFiles;
import io.cptm8.orchestratorm8.launch.OrderlyEnd;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 launch}: runs until it is told to stop. */
@Command(name = "launch", description = "Run until stopped.", mixinStandardHelpOptions = true)
public final class LaunchCommand implements Callable<Integer> {

    /** What closing connections and embedded services may take beyond draining. */
    private static final Duration GRACE = Duration.ofSeconds(4);

    @Option(
            names = "--ip",
            paramLabel = "ADDRESS",
            description = "Address for health and metrics; wins over application.properties.")
    private String ip;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port for health and metrics, 1 to 65535; wins over application.properties.")
    private Integer port;

    @Option(
            names = "--embedded",
            description = "Bring a database, a broker and simulated scanners along, all on this machine.")
    private boolean embedded;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (port != null && (port < 1 || port > 65535)) {
            throw new ParameterException(
                    spec.commandLine(), "--port " + port + ": a port is from 1 to 65535. Nothing was started.");
        }
        var environment = new HashMap<>(System.getenv());
        var settings = read(environment);
        Logging.configure(settings);
        OldFiles.remove(settings.home().resolve("tmp"), Duration.ofHours(24), Clock.systemUTC());
        requireFree(settings.http());
        try (var end = new OrderlyEnd(settings.dispatch().drain().plus(GRACE))) {
            return embedded ? runWithBroughtServices(settings, environment, end) : run(settings, environment, end);
        }
    }

    private int run(Settings settings, Map<String, String> environment, OrderlyEnd end) throws Exception {
        var application = new Application(settings, () -> read(environment));
        end.stopWith(application::askToStop);
        if (settings.environment().equals("PROD")) {
            System.out.println("Logging to " + settings.log().directory().resolve("orchestratorm8.log"));
        }
        var code = application.run();
        if (application.refusal() != null && settings.environment().equals("PROD")) {
            System.err.println(application.refusal()); // the log has it too, but nobody looks there after a refusal
        }
        return code;
    }

    private int runWithBroughtServices(Settings settings, Map<String, String> environment, OrderlyEnd end)
            throws Exception {
        try (var brought = Brought.services("Start without --embedded, or use a full installation.")) {
            var services = brought.start(System.out);
            environment.putAll(services);
            System.out.printf(
                    "Page        http://%1$s:%2$d/%nHealth      http://%1$s:%2$d/health  (and /ready, /metrics)%nStop        Ctrl-C%n%n",
                    settings.http().host().equals("0.0.0.0")
                            ? "localhost"
                            : settings.http().host(),
                    settings.http().port());
            try (var file = EmbeddedFile.in(Home.find()).write(services)) {
                return run(read(environment), environment, end);
            }
        }
    }

    private Settings read(Map<String, String> environment) {
        if (ip != null) {
            environment.put("ORCHESTRATORM8_HTTP_HOST", ip);
        }
        if (port != null) {
            environment.put("ORCHESTRATORM8_HTTP_PORT", port.toString());
        }
        if (embedded) {
            // Somebody is looking at it: the log belongs on the console, unless they say that it does not.
            environment.putIfAbsent("APP_ENV", "DEV");
        }
        return Home.settings(environment);
    }

    /** Said before anything is brought along, which would only have to be stopped again. */
    private static void requireFree(Settings.Http http) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(http.host(), http.port()));
        } catch (java.io.IOException e) {
            throw new ConfigurationException(
                    "Port %d on %s cannot be used (%s)".formatted(http.port(), http.host(), e.getMessage()),
                    "Stop what uses it, or give another with --port.");
        }
    }
}
