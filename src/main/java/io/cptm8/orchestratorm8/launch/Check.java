package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.Deployer;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.gate.Gate;
import io.cptm8.orchestratorm8.gate.Kind;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What is wrong with the routes: what the gate says of each file and, of those it lets through, what Camel says when it
 * builds them in a context whose routes do not start.
 *
 * @param faults by file, then in the order of lines
 * @param files how many were judged
 * @param summary what was looked at
 */
public record Check(List<Fault> faults, int files, String summary) {

    private static final Pattern PROBLEM = Pattern.compile("(.+?):(\\d+): (.*)");

    /** @param chosen the files to judge; empty: all of them */
    public static Check of(Settings settings, Path routes, List<Path> chosen) throws Exception {
        try (var services = new Services(settings, Clock.systemUTC());
                var context = new DefaultCamelContext()) {
            var files = new RouteFiles(routes);
            var beans = new TreeSet<>(services.names().keySet());
            beans.add("senders");
            var gate = new Gate(beans, settings.properties().keySet());
            var judged = new LinkedHashMap<Path, Kind>();
            files.templates().forEach(file -> judged.put(file, Kind.TEMPLATE));
            files.plain().forEach(file -> judged.put(file, Kind.PLAIN));
            files.scanners().forEach(file -> judged.put(file, Kind.SCANNER));
            if (!chosen.isEmpty()) {
                judged.keySet().removeIf(file -> !chosen.contains(file));
                chosen.forEach(file -> judged.putIfAbsent(file, kind(file)));
            }
            var faults = new TreeMap<Path, List<Fault>>();
            for (var file : judged.entrySet()) {
                faults.put(file.getKey(), inspect(gate, file.getKey(), file.getValue()));
            }
            context.setAutoStartup(false);
            services.names().forEach(context.getRegistry()::bind);
            context.getPropertiesComponent().setInitialProperties(CamelProperties.of(settings));
            context.getRegistry().bind("platform-http-engine", new NoHttpEngine());
            Services.registerPools(context);
            Timers.heldIn(context);
            context.start();
            var deployer = new Deployer(context, files, CamelProperties.placeholders(settings));
            deployer.loadShared();
            var scanners = deployer.readScanners();
            scanners.forEach(deployer::deploy);
            for (var problem : deployer.problems()) {
                built(problem)
                        .filter(fault ->
                                judged.containsKey(fault.file()) || fault.file().equals(routes))
                        .ifPresent(fault -> {
                            var known = faults.computeIfAbsent(fault.file(), file -> List.of());
                            if (known.isEmpty()) {
                                faults.put(fault.file(), List.of(fault));
                            }
                        });
            }
            return new Check(
                    faults.values().stream().flatMap(List::stream).toList(),
                    judged.size(),
                    "Nothing is wrong: application.properties, %d routes, %d scanners (%d enabled)."
                            .formatted(
                                    context.getRoutes().size(),
                                    scanners.size(),
                                    scanners.stream().filter(Scanner::enabled).count()));
        }
    }

    private static Kind kind(Path file) {
        var folder = String.valueOf(file.toAbsolutePath().getParent().getFileName());
        return folder.equals("templates") ? Kind.TEMPLATE : folder.equals("scanners") ? Kind.SCANNER : Kind.PLAIN;
    }

    private static List<Fault> inspect(Gate gate, Path file, Kind kind) {
        try {
            return gate.inspect(file, YamlFile.textOf(file), kind);
        } catch (FaultsException unreadable) {
            return unreadable.faults();
        }
    }

    private static Optional<Fault> built(String problem) {
        var parts = PROBLEM.matcher(problem);
        return parts.matches()
                ? Optional.of(new Fault(
                        Path.of(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        1,
                        Mistake.CANNOT_BE_BUILT,
                        "",
                        parts.group(3),
                        Optional.empty()))
                : Optional.empty();
    }
}
