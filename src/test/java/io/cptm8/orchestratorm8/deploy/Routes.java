package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

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
        try (var context = new DefaultCamelContext()) {
            var deployer = new Deployer(context, new RouteFiles(directory), placeholders);
            deployer.loadShared();
            return new Read(deployer.readScanners(), deployer.problems());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scanners of the shipped files, by the shipped settings. */
    public static List<Scanner> shipped(UnaryOperator<String> placeholders) {
        try (var context = new DefaultCamelContext()) {
            SHIPPED.templates().forEach(template -> load(context, template));
            return new Deployer(context, SHIPPED, placeholders).readScanners();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds what one file declares to a context that has not started, as a start does it: a scanner's route from its
     * template, or the plain routes.
     *
     * @return the scanner; empty when the file is no scanner's
     * @throws AssertionError with the file's problem
     */
    public static Optional<Scanner> deploy(CamelContext context, Path file, UnaryOperator<String> placeholders) {
        if (!"scanners".equals(String.valueOf(file.toAbsolutePath().getParent().getFileName()))) {
            load(context, file);
            return Optional.empty();
        }
        var beside = new RouteFiles(file.toAbsolutePath().getParent().getParent());
        (beside.templates().isEmpty() ? SHIPPED : beside).templates().forEach(template -> load(context, template));
        var deployer = new Deployer(context, beside, placeholders);
        var scanner = deployer.readScanners().stream()
                .filter(read -> read.file().toAbsolutePath().equals(file.toAbsolutePath()))
                .findFirst();
        scanner.ifPresent(deployer::deploy);
        deployer.problems().stream()
                .filter(problem -> problem.startsWith(file.toAbsolutePath() + ":"))
                .findFirst()
                .ifPresent(problem -> {
                    throw new AssertionError(problem);
                });
        return Optional.of(scanner.orElseThrow(() -> new AssertionError("there is no file " + file)));
    }

    private static void load(CamelContext context, Path file) {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + file.toAbsolutePath()));
        } catch (Exception e) {
            throw new AssertionError(RouteError.explain(file, e), e);
        }
    }

    record Read(List<Scanner> scanners, List<String> problems) {}
}
