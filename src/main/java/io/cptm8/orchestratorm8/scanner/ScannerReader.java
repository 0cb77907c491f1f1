package io.cptm8.orchestratorm8.scanner;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads a scanner from its file and checks all of it before anything of it is used. */
public final class ScannerReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Duration LONGEST_DEBOUNCE = Duration.ofSeconds(20);
    /** What a per-domain message may carry of a domain. */
    public static final List<String> CONTENT = List.of("id", "name", "companyname", "unicode");

    private final Map<String, Map<String, Optional<String>>> templates;
    private final UnaryOperator<String> placeholders;
    private final Map<String, Scanner> owners = new HashMap<>();

    /**
     * @param templates the parameters of every route template, by its id, each with its default if it has one
     * @param placeholders fills in {@code {{key}}}; throws IllegalArgumentException for a key that is not there
     */
    public ScannerReader(Map<String, Map<String, Optional<String>>> templates, UnaryOperator<String> placeholders) {
        this.templates = templates;
        this.placeholders = placeholders;
    }

    /**
     * A queue belongs to the first scanner that is read with it.
     *
     * @throws ScannerException with file and line of the first thing that is wrong
     */
    public Scanner read(Path path, String text) {
        try {
            return read(path, ScannerFile.read(path, text));
        } catch (ScannerException e) {
            throw new io.cptm8.orchestratorm8.yaml.FaultsException(
                    java.util.List.of(io.cptm8.orchestratorm8.yaml.Fault.ofFile(
                            path, io.cptm8.orchestratorm8.yaml.Mistake.OUT_OF_BOUNDS, e.getMessage())));
        }
    }

    /** A scanner that runs keeps what is its own, although its file is not read now. */
    public void keep(Scanner scanner) {
        owners.putIfAbsent(scanner.queue(), scanner);
    }

    private Scanner read(Path path, ScannerFile file) {
        var name = name(path, file);
        var template = templates.get(file.template().value());
        if (template == null) {
            throw new ScannerException(
                    path,
                    file.template().line(),
                    "there is no usable template \"%s\"; there are %s"
                            .formatted(file.template().value(), String.join(", ", new TreeMap<>(templates).keySet())));
        }
        var given = new Parameters(file, template, placeholders);
        var bindings = given.list("binding");
        if (bindings.isEmpty()) {
            throw given.wrong("binding", "must be one binding key or several, separated by commas");
        }
        var parameters = new TreeMap<>(given.all());
        if (template.containsKey("quiet")) {
            parameters.put("quietMillis", millis(given, "quiet"));
            parameters.put("holdMillis", millis(given, "hold"));
            given.count("size", 1, 10_000_000);
        }
        if (template.containsKey("body")) {
            given.valid("body", List.of("envelope", "bare")::contains, "must be envelope or bare");
            given.listOf("content", CONTENT);
        }
        var scanner = new Scanner(
                name,
                path,
                file.template().value(),
                given.brokerName("exchange"),
                given.brokerName("queue"),
                bindings,
                given.arguments("queueArguments"),
                given.valid("key", ScannerReader::isRoutingKey, "must be a routing key of 1 to 255 bytes"),
                given.flag("onChange"),
                given.cron("cron"),
                given.duration("minInterval", Duration.ofDays(366)),
                given.count("rate", 1, 100_000),
                given.flag("enabled"),
                Map.copyOf(parameters));
        var owner = owners.putIfAbsent(scanner.queue(), scanner);
        if (owner != null) {
            throw given.wrong("queue", "belongs to scanner %s already (%s)".formatted(owner.name(), owner.file()));
        }
        return scanner;
    }

    /** AMQP's short string: its length is counted in bytes. */
    private static boolean isRoutingKey(String key) {
        return !key.isBlank() && key.getBytes(StandardCharsets.UTF_8).length <= 255;
    }

    private static String millis(Parameters given, String name) {
        return Long.toString(Math.max(1, given.duration(name, LONGEST_DEBOUNCE).toMillis()));
    }

    private static String name(Path path, ScannerFile file) {
        var stem = path.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        if (!NAME.matcher(stem).matches()) {
            throw new ScannerException(
                    path,
                    1,
                    "the file's stem is the scanner's name: it must be lower-case letters, digits and hyphens, at most 40");
        }
        if (!file.routeId().value().equals(stem)) {
            throw new ScannerException(
                    path,
                    file.routeId().line(),
                    "routeId is \"%s\", but it must be the file's stem, \"%s\""
                            .formatted(file.routeId().value(), stem));
        }
        return stem;
    }
}
