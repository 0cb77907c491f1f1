package io.cptm8.orchestratorm8.gate;

import io.cptm8.orchestratorm8.yaml.Findings;
import io.cptm8.orchestratorm8.yaml.Mistake;
import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Field;
import io.cptm8.orchestratorm8.yaml.YamlNode.Items;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What stands in a file at its outermost, and by which ids. */
final class Entries {

    private static final Map<String, String> ELSEWHERE = Map.of(
            "from", "give the route a name: - route: with id and from below it",
            "templatedRoute", "it belongs into a file of its own in routes/scanners",
            "beans", "what it makes belongs to the program; refer to what there is, by name",
            "routeTemplate", "it belongs into a file of its own in routes/templates",
            "route", "it belongs into a file of routes, and here is one routeTemplate",
            "routeConfiguration", "it would change the routes of other files; write it into each route",
            "rest", "begin a route with platform-http:/path",
            "restConfiguration", "begin a route with platform-http:/path");

    private final Kind kind;
    private final String stem;
    private final Findings findings;

    Entries(Path file, Kind kind, Findings findings) {
        this.kind = kind;
        this.stem = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        this.findings = findings;
    }

    void check(YamlNode root, SchemaPart entry) {
        if (!(root instanceof Items list)) {
            findings.add(
                    root,
                    Mistake.WRONG_SHAPE,
                    "",
                    "a file of routes is a list, - %s: …, but this is %s".formatted(main(), root.kind()));
            return;
        }
        var named = new ArrayList<Field>();
        for (var item : list.items()) {
            if (Nodes.fields(item).isEmpty()) {
                findings.add(
                        item,
                        Mistake.WRONG_SHAPE,
                        "",
                        "an entry of the list is - %s: …, but this is %s".formatted(main(), item.kind()));
            }
            for (var field : Nodes.fields(item)) {
                check(field, item, entry);
                if (field.name().equals(main())) {
                    named.add(field);
                }
            }
        }
        ids(named);
    }

    private String main() {
        return kind == Kind.TEMPLATE ? "routeTemplate" : "route";
    }

    private void check(Field field, YamlNode item, SchemaPart entry) {
        var name = field.name();
        if (!allowed(entry).contains(name)) {
            if (ELSEWHERE.containsKey(name)) {
                findings.add(
                        field.key(),
                        name.equals("beans") ? Mistake.FORBIDDEN_BEAN : Mistake.WRONG_SHAPE,
                        name,
                        "\"%s\" cannot stand here: %s".formatted(name, ELSEWHERE.get(name)));
            } else {
                findings.addOneOf(
                        field.key(),
                        Mistake.UNKNOWN_STEP,
                        name,
                        "\"%s\" cannot stand here".formatted(name),
                        allowed(entry));
            }
            return;
        }
        if (Nodes.fields(item).get(0) != field) {
            findings.add(
                    field.key(),
                    Mistake.WRONG_SHAPE,
                    name,
                    "\"%s\" needs a hyphen of its own, or blanks in front of it".formatted(name));
        }
        entry.option(name).ifPresent(rule -> new Shape(findings).check(field.value(), rule, "\"" + name + "\""));
    }

    private Set<String> allowed(SchemaPart entry) {
        if (kind == Kind.TEMPLATE) {
            return Set.of("routeTemplate");
        }
        var allowed = new TreeSet<>(entry.options());
        ELSEWHERE.keySet().stream().filter(name -> !name.equals("route")).forEach(allowed::remove);
        return allowed;
    }

    private void ids(ArrayList<Field> named) {
        var known = new HashMap<String, Scalar>();
        for (var field : named) {
            var id = Nodes.text(field.value(), "id");
            if (id.isEmpty()) {
                findings.add(
                        field.key(),
                        Mistake.MISSING_OPTION,
                        field.name(),
                        "\"%s\" has no \"id\", by which it is stopped, counted and replaced".formatted(field.name()));
                continue;
            }
            var place = id.get();
            var earlier = known.putIfAbsent(place.text(), place);
            if (earlier != null) {
                findings.add(
                        place,
                        Mistake.DUPLICATE_ID,
                        place.text(),
                        "id \"%s\" is given twice; the first is in line %d".formatted(place.text(), earlier.line()));
            } else if (named.size() == 1 && !place.text().equals(stem)) {
                findings.add(
                        place,
                        Mistake.NAME_IS_NOT_STEM,
                        place.text(),
                        "id is \"%s\", but it must be the file's stem".formatted(place.text()),
                        java.util.Optional.of(stem));
            }
        }
        if (kind == Kind.TEMPLATE && named.size() > 1) {
            findings.add(
                    named.get(1).key(),
                    Mistake.WRONG_SHAPE,
                    "routeTemplate",
                    "a file has one \"routeTemplate\", whose id is its stem");
        }
    }
}
