package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads drafts as the checks will read the files: beside the files that there are, and with the same reader. */
public final class DraftProof {

    /** What may be a file's name without leaving its folder; whether it is a scanner's name is the reader's to say. */
    private static final Pattern FILE_NAME = Pattern.compile("[\\w-]{1,100}");

    private final Path routes;
    private final UnaryOperator<String> placeholders;
    private final Templates templates;

    /**
     * @param parameter what is wrong, if it is one of the draft's parameters
     * @param text a sentence without an end
     */
    public record Problem(Optional<String> parameter, String text) {}

    /**
     * @param routes the folder of the files that there are
     * @param placeholders fills in {@code {{key}}}; throws IllegalArgumentException for a key that is not there
     * @throws IOException when the templates cannot be read
     */
    public DraftProof(Path routes, UnaryOperator<String> placeholders) throws IOException {
        this.routes = routes;
        this.placeholders = placeholders;
        try (var files = Files.list(routes.resolve("templates"))) {
            this.templates = Templates.read(
                    files.filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
                            .toList());
        }
    }

    /** What each template takes: names, each with its default; empty: it must be given. */
    public Map<String, Map<String, Optional<String>>> templates() {
        var all = new TreeMap<String, Map<String, Optional<String>>>();
        templates.byId().forEach((id, template) -> {
            var parameters = new TreeMap<String, Optional<String>>();
            template.parameters().forEach((name, parameter) -> parameters.put(name, parameter.defaultValue()));
            all.put(id, parameters);
        });
        return all;
    }

    /** The first thing that is wrong with the draft. */
    public Optional<Problem> problem(ScannerDraft draft) throws IOException {
        var name = FILE_NAME.matcher(draft.name()).matches() ? draft.name() : "not a name";
        var file = routes.resolve("scanners").resolve(name + ".yaml");
        var reader = new ScannerReader(templates, placeholders);
        readTheOthers(reader);
        try {
            reader.read(file, draft.yaml());
            return Optional.empty();
        } catch (FaultsException e) {
            return Optional.of(problem(draft, e.faults().get(0)));
        }
    }

    /** So that a queue of theirs is not taken. What is wrong with them is not the draft's fault. */
    private void readTheOthers(ScannerReader reader) throws IOException {
        try (var files = Files.list(routes.resolve("scanners"))) {
            for (var file : files.filter(each -> each.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .sorted()
                    .toList()) {
                try {
                    reader.read(file, Files.readString(file));
                } catch (FaultsException theirs) {
                    // for the check to say
                }
            }
        }
    }

    private static Problem problem(ScannerDraft draft, Fault fault) {
        var text = fault.problem()
                + fault.nearest().map("; did you mean \"%s\"?"::formatted).orElse("");
        return new Problem(draft.parameterOn(fault.line()), text);
    }
}
