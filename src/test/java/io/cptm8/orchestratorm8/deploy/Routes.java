package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.gate.Kind;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.scanner.ScannerReader;
import io.cptm8.orchestratorm8.scanner.Templates;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;

/**
 * How tests have routes read and deployed, and the only place that knows whom to ask for it: a folder that a test
 * writes, beside the shipped templates, or a file that is there.
 */
public final class Routes {

    private static final RouteFiles SHIPPED = new RouteFiles(Path.of("routes"));

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
        var problems = new ArrayList<String>();
        var scanners = new ArrayList<Scanner>();
        var reader = new ScannerReader(Templates.read(files.templates()), placeholders);
        for (var file : files.scanners()) {
            try {
                scanners.add(reader.read(file));
            } catch (FaultsException e) {
                e.faults().forEach(fault -> problems.add(fault.text()));
            }
        }
        return new Read(scanners, problems);
    }

    /** The scanners of the shipped files, by the shipped settings. */
    public static List<Scanner> shipped(UnaryOperator<String> placeholders) {
        return read(SHIPPED.directory(), placeholders).scanners();
    }

    /**
     * Adds what one file declares to a context that has not started, as a start does it: a scanner's route from its
     * template, or the plain routes.
     *
     * @return the scanner; empty when the file is no scanner's
     * @throws AssertionError with the file's problem
     */
    public static Optional<Scanner> deploy(CamelContext context, Path file, UnaryOperator<String> placeholders) {
        if (Kind.of(file) != Kind.SCANNER) {
            load(context, file);
            return Optional.empty();
        }
        var beside = new RouteFiles(file.toAbsolutePath().getParent().getParent());
        var templates = beside.templates().isEmpty() ? SHIPPED.templates() : beside.templates();
        templates.forEach(template -> load(context, template));
        try {
            var scanner = new ScannerReader(Templates.read(templates), placeholders).read(file);
            CamelRoutes.instantiate((ModelCamelContext) context, scanner);
            return Optional.of(scanner);
        } catch (Exception e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static void load(CamelContext context, Path file) {
        try {
            CamelRoutes.load((ModelCamelContext) context, new RouteFile(file, Kind.of(file), Files.readString(file)));
        } catch (Exception e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    record Read(List<Scanner> scanners, List<String> problems) {}
}
