package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.gate.Kind;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.FaultsException;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The files of {@code routes/}: templates, plain routes, and one for each scanner. */
public record RouteFiles(Path directory) {

    public List<Path> templates() {
        return yaml(directory.resolve("templates"));
    }

    public List<Path> plain() {
        return yaml(directory);
    }

    public List<Path> scanners() {
        return yaml(directory.resolve("scanners"));
    }

    /** All of them with what they are, in the order in which they are loaded. */
    public Map<Path, Kind> all() {
        var all = new java.util.LinkedHashMap<Path, Kind>();
        templates().forEach(file -> all.put(file, Kind.TEMPLATE));
        plain().forEach(file -> all.put(file, Kind.PLAIN));
        scanners().forEach(file -> all.put(file, Kind.SCANNER));
        return all;
    }

    /** A folder that these files came from: what moves a whole folder does not mean to end what runs. */
    static Optional<Path> missingFolder(Set<Path> files) {
        return files.stream()
                .map(Path::getParent)
                .sorted()
                .filter(folder -> !Files.isDirectory(folder))
                .findFirst();
    }

    /** Reads all of them. */
    public Reading read() {
        return readWith(List.of());
    }

    /** @param others files from elsewhere, read as if they lay here, each in the place of one of the same name */
    public Reading readWith(List<Path> others) {
        var files = new ArrayList<RouteFile>();
        var faults = new ArrayList<Fault>();
        if (!Files.isDirectory(directory)) {
            faults.add(
                    Fault.ofFile(directory, Mistake.UNREADABLE, "there is no such folder, so there is nothing to run"));
        }
        var all = all();
        others.stream().filter(other -> !all.containsKey(other)).forEach(other -> {
            var kind = Kind.of(other);
            all.keySet().removeIf(file -> file.getFileName().equals(other.getFileName()) && all.get(file) == kind);
            all.put(other, kind);
        });
        for (var kind : Kind.values()) {
            all.forEach((path, its) -> {
                if (its == kind) {
                    read(path, kind, files::add, faults::add);
                }
            });
        }
        return new Reading(List.copyOf(files), List.copyOf(faults));
    }

    private static void read(Path path, Kind kind, Consumer<RouteFile> files, Consumer<Fault> faults) {
        try {
            files.accept(new RouteFile(path, kind, YamlFile.textOf(path)));
        } catch (FaultsException e) {
            // Gone since the folder was listed: as if it had never been there.
            if (Files.exists(path)) {
                e.faults().forEach(faults);
            }
        }
    }

    /** What tells that a file may have changed, without reading it. */
    Map<Path, Object> stamps() {
        var stamps = new TreeMap<Path, Object>();
        for (var file : all().keySet()) {
            stamps.put(file, stamp(file));
        }
        return stamps;
    }

    /** Time, size and identity of what the path leads to now: a link that leads elsewhere is another file. */
    static Object stamp(Path file) {
        try {
            var attributes = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
            return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException gone) {
            return "gone";
        }
    }

    /** Names that begin with a dot are editors' temporary files, and the folders behind a mounted config map. */
    private static List<Path> yaml(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.#].*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
