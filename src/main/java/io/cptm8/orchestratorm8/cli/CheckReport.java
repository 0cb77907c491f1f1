package io.cptm8.orchestratorm8.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was found, for a person or for a program. A file that was named is called as it was named. */
final class CheckReport {

    private final Map<Path, Path> names = new HashMap<>();

    CheckReport(Path directory, List<Path> files) {
        files.forEach(file -> names.put(directory.resolve(file).normalize(), file));
    }

    List<Path> absolute() {
        return names.keySet().stream().sorted().toList();
    }

    private Path name(Fault fault) {
        return names.getOrDefault(fault.file(), fault.file());
    }

    String text(List<Fault> faults, String summary) {
        return faults.isEmpty()
                ? summary + System.lineSeparator()
                : text(faults.stream().map(this::named).map(Fault::text).toList());
    }

    /** Each on a line of its own, then how many there are. */
    String text(List<String> problems) {
        return String.join(System.lineSeparator(), problems)
                + System.lineSeparator()
                + problems.size()
                + (problems.size() == 1 ? " problem." : " problems.")
                + System.lineSeparator();
    }

    private Fault named(Fault fault) {
        return new Fault(
                name(fault),
                fault.line(),
                fault.column(),
                fault.mistake(),
                fault.word(),
                fault.problem(),
                fault.nearest());
    }

    String json(List<Fault> faults, int files) {
        return json(
                files,
                writer -> {
                    for (var fault : faults) {
                        writer.writeStartObject();
                        writer.writeStringField("file", name(fault).toString());
                        writer.writeNumberField("line", fault.line());
                        writer.writeNumberField("column", fault.column());
                        writer.writeStringField("mistake", fault.mistake().anchor());
                        writer.writeStringField("word", fault.word());
                        writer.writeStringField("problem", fault.problem());
                        writer.writeStringField("nearest", fault.nearest().orElse(null));
                        writer.writeStringField("help", fault.help());
                        writer.writeEndObject();
                    }
                },
                faults.isEmpty());
    }

    /** Problems of application.properties, which have neither line nor page: no route was looked at. */
    String json(List<String> problems) {
        return json(
                0,
                writer -> {
                    for (var problem : problems) {
                        writer.writeStartObject();
                        writer.writeStringField("file", "application.properties");
                        writer.writeStringField("problem", problem);
                        writer.writeEndObject();
                    }
                },
                false);
    }

    private interface Faults {
        void write(JsonGenerator writer) throws IOException;
    }

    private static String json(int files, Faults faults, boolean ok) {
        var text = new StringWriter();
        try (var writer = new JsonFactory().createGenerator(text)) {
            writer.writeStartObject();
            writer.writeBooleanField("ok", ok);
            writer.writeNumberField("files", files);
            writer.writeArrayFieldStart("faults");
            faults.write(writer);
            writer.writeEndArray();
            writer.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + System.lineSeparator();
    }
}
