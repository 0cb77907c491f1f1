package io.cptm8.orchestratorm8.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** What an instance is run with: the routes and settings as they are installed, but for some. */
final class Home {

    static final String SCANNER = "faultm8";
    static final String QUEUE = "qfaultm8";
    static final String KEY = "cptm8.faultm8.get.scan";

    private Home() {}

    /** @param settings in place of the shipped ones */
    static Path lay(Path installed, Path home, String scanner, Map<String, String> settings) throws IOException {
        copyRoutes(installed.resolve("routes"), home.resolve("routes"));
        Files.writeString(home.resolve("routes/scanners/" + SCANNER + ".yaml"), scanner);
        var text = Files.readString(installed.resolve("application.properties"));
        for (var setting : settings.entrySet()) {
            var line = Pattern.compile("(?m)^" + Pattern.quote(setting.getKey()) + " =.*$")
                    .matcher(text);
            if (!line.find()) {
                throw new IllegalArgumentException("no such setting: " + setting.getKey());
            }
            text = line.replaceFirst(setting.getKey() + " = " + setting.getValue());
        }
        Files.writeString(home.resolve("application.properties"), text);
        return home;
    }

    /** One message for each domain. */
    static String perDomain(String... more) {
        return scanner("per-domain", more);
    }

    /** One start for all domains. */
    static String ringStart() {
        return scanner("ring-start", parameter("onChange", "true"), parameter("rate", "20"));
    }

    private static String scanner(String template, String... more) {
        return """
                - templatedRoute:
                    routeTemplateRef: %s
                    routeId: faultm8
                    parameters:
                      - { name: exchange, value: cptm8 }
                      - { name: queue, value: qfaultm8 }
                      - { name: binding, value: "cptm8.faultm8.#" }
                      - { name: key, value: cptm8.faultm8.get.scan }
                """.formatted(template) + String.join("", more);
    }

    /** A line of the scanner's file. */
    static String parameter(String name, String value) {
        return "      - { name: %s, value: \"%s\" }%n".formatted(name, value);
    }

    /** But for the scanners. */
    private static void copyRoutes(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (!file.getParent().endsWith("scanners")) {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
