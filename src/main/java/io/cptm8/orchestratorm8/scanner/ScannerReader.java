package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.config.Nearest;
import io.cptm8.orchestratorm8.scanner.Templates.Template;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads a scanner from its file and checks all of it before anything of it is used. */
public final class ScannerReader {

    /** A scanner's name. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final Templates templates;
    private final UnaryOperator<String> placeholders;
    private final Map<String, Scanner> owners = new HashMap<>();

    /**
     * @param templates what a file can choose from
     * @param placeholders fills in {@code {{key}}}; throws {@link UnknownKeyException}, or another
     *     IllegalArgumentException, for a key that is not there
     */
    public ScannerReader(Templates templates, UnaryOperator<String> placeholders) {
        this.templates = templates;
        this.placeholders = placeholders;
    }

    /**
     * A queue belongs to the first scanner that is read with it, until its file is read again with another.
     *
     * @throws FaultsException with everything that is wrong, in the order of lines
     */
    public Scanner read(Path file) {
        return read(file, YamlFile.textOf(file));
    }

    /** The same for a file whose text was read already. */
    public Scanner read(Path path, String text) {
        var yaml = YamlFile.of(path, text);
        var findings = new Findings(path, text);
        findings.addAll(yaml.repeated());
        var name = stem(path, findings);
        var file = new ScannerShape(findings).read(yaml.root());
        file.ifPresent(known -> routeId(known, name, findings));
        var template = file.flatMap(known -> template(known, findings));
        if (template.isEmpty()) {
            findings.throwIfAny();
        }
        var given = new Parameters(file.orElseThrow(), template.orElseThrow(), placeholders, findings);
        routable(given);
        QueueType.check(given);
        ownQueue(path, given);
        findings.throwIfAny();
        var scanner = scanner(name, path, template.get(), given);
        forget(path);
        owners.put(scanner.queue(), scanner);
        return scanner;
    }

    /** A scanner that runs keeps its queue, although its file is not read now. */
    public void keep(Scanner scanner) {
        owners.putIfAbsent(scanner.queue(), scanner);
    }

    /** What a file had before it is read again. */
    private void forget(Path file) {
        owners.values().removeIf(scanner -> scanner.file().equals(file));
    }

    private static String stem(Path path, Findings findings) {
        var stem = path.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        if (!NAME.matcher(stem).matches()) {
            findings.ofFile(
                    Mistake.NAME_IS_NOT_STEM,
                    "the file's stem, \"%s\", is the scanner's name: it must be lower-case letters, digits and hyphens, at most 40"
                            .formatted(stem));
        }
        return stem;
    }

    private static void routeId(ScannerFile file, String stem, Findings findings) {
        file.routeId()
                .filter(id -> !id.text().equals(stem) && NAME.matcher(stem).matches())
                .ifPresent(id -> findings.add(
                        id,
                        Mistake.NAME_IS_NOT_STEM,
                        id.text(),
                        "routeId is \"%s\", but it must be the file's stem, \"%s\"".formatted(id.text(), stem),
                        Optional.of(stem)));
    }

    private Optional<Template> template(ScannerFile file, Findings findings) {
        if (file.template().isEmpty()) {
            return Optional.empty();
        }
        var at = file.template().get();
        var template = templates.get(at.text());
        if (template.isEmpty()) {
            findings.add(
                    at,
                    Mistake.UNKNOWN_TEMPLATE,
                    at.text(),
                    "there is no usable template \"%s\"; there are %s"
                            .formatted(
                                    at.text(),
                                    String.join(", ", templates.byId().keySet())),
                    Nearest.to(at.text(), templates.byId().keySet()));
        }
        var lacks = template.map(known -> ParameterRules.NEEDED.stream()
                        .filter(name -> !known.parameters().containsKey(name))
                        .toList())
                .orElse(List.of());
        if (!lacks.isEmpty()) {
            findings.add(
                    at,
                    Mistake.UNKNOWN_TEMPLATE,
                    at.text(),
                    "template %s is not for scanners: it has no parameter \"%s\""
                            .formatted(at.text(), String.join("\", \"", lacks)));
        }
        return template.filter(known -> lacks.isEmpty());
    }

    /** Only what is certain: whatever an expression in the key becomes, no binding takes it. */
    private static void routable(Parameters given) {
        var bindings = Parameters.list(given.right("binding")).stream()
                .map(TopicPattern::new)
                .toList();
        given.right("key")
                .filter(key -> !bindings.isEmpty())
                .filter(key -> bindings.stream().noneMatch(binding -> binding.canMatch(key)))
                .ifPresent(key -> given.wrong(
                        "binding",
                        Mistake.UNROUTABLE_KEY,
                        "lets no message with the key \"%s\" into the queue".formatted(key),
                        bindings.stream()
                                .flatMap(binding -> binding.mendedFor(key).stream())
                                .max(Comparator.comparingInt(String::length))));
    }

    private void ownQueue(Path path, Parameters given) {
        given.right("queue")
                .map(owners::get)
                .filter(owner -> !owner.file().equals(path))
                .ifPresent(owner -> given.wrong(
                        "queue",
                        Mistake.DUPLICATE_QUEUE,
                        "belongs to scanner %s already (%s)".formatted(owner.name(), owner.file()),
                        Optional.empty()));
    }

    private static Scanner scanner(String stem, Path path, Template template, Parameters given) {
        var parameters = given.all();
        for (var name : List.of("quiet", "hold")) {
            if (parameters.containsKey(name)) {
                parameters.put(name + "Millis", millis(given, name));
            }
        }
        var throttle = Throttle.of(given.count("rate"));
        parameters.put("throttleRequests", Integer.toString(throttle.requests()));
        parameters.put("throttleMillis", Long.toString(throttle.millis()));
        return new Scanner(
                stem,
                path,
                template.id(),
                given.text("exchange"),
                given.text("queue"),
                given.list("binding"),
                QueueType.arguments(given),
                given.text("key"),
                given.flag("onChange"),
                Optional.of(given.text("cron")).filter(cron -> !cron.isEmpty()),
                given.duration("minInterval"),
                given.count("rate"),
                given.flag("enabled"),
                Map.copyOf(parameters));
    }

    private static String millis(Parameters given, String name) {
        return Long.toString(Math.max(1, given.duration(name).toMillis()));
    }
}
