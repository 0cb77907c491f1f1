package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;

/** A folder of routes that a test writes, beside the shipped templates, and what reading its scanners says. */
final class Routes {

    private final Path directory;

    Routes(Path directory) {
        this.directory = directory;
        try {
            for (var template : new RouteFiles(Path.of("routes")).templates()) {
                Files.createDirectories(directory.resolve("templates"));
                Files.copy(template, directory.resolve("templates").resolve(template.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path scanner(String name, String text) {
        try {
            var file = directory.resolve("scanners").resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that is right: a per-domain scanner of this name, with these lines below its parameters. */
    static String perDomain(String name, String... parameters) {
        return """
                - templatedRoute:
                    routeTemplateRef: per-domain
                    routeId: %1$s
                    parameters:
                      - { name: exchange, value: cptm8 }
                      - { name: queue, value: q%1$s }
                      - { name: binding, value: "cptm8.%1$s.#" }
                      - { name: key, value: cptm8.%1$s.post.scan }
                """.formatted(name)
                + String.join(
                        "\n",
                        List.of(parameters).stream()
                                .map(line -> "      - " + line)
                                .toList())
                + "\n";
    }

    Read read(UnaryOperator<String> placeholders) {
        return read(directory, placeholders);
    }

    static Read read(Path directory, UnaryOperator<String> placeholders) {
        var files = new RouteFiles(directory);
        var problems = new java.util.ArrayList<String>();
        var scanners = new java.util.ArrayList<Scanner>();
        try (var context = new DefaultCamelContext()) {
            for (var template : files.templates()) {
                CamelRoutes.load(
                        context,
                        new RouteFile(
                                template, io.cptm8.orchestratorm8.gate.Kind.TEMPLATE, Files.readString(template)));
            }
            var templates = new java.util.HashMap<String, java.util.Map<String, java.util.Optional<String>>>();
            for (var template : context.getRouteTemplateDefinitions()) {
                var parameters = new java.util.HashMap<String, java.util.Optional<String>>();
                template.getTemplateParameters()
                        .forEach(parameter -> parameters.put(
                                parameter.getName(),
                                Boolean.FALSE.equals(parameter.getRequired())
                                        ? java.util.Optional.of(
                                                parameter.getDefaultValue() == null ? "" : parameter.getDefaultValue())
                                        : java.util.Optional.empty()));
                templates.put(template.getId(), parameters);
            }
            var reader = new io.cptm8.orchestratorm8.scanner.ScannerReader(templates, placeholders);
            for (var file : files.scanners()) {
                try {
                    scanners.add(reader.read(file, Files.readString(file)));
                } catch (io.cptm8.orchestratorm8.yaml.FaultsException e) {
                    problems.add(e.faults().get(0).problem());
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Read(scanners, problems);
    }

    record Read(List<Scanner> scanners, List<String> problems) {}
}
