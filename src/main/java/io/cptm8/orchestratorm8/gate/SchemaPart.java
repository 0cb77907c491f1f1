package io.cptm8.orchestratorm8.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Camel's schema says of one place. Of JSON Schema it knows what that schema uses: text or options ({@code oneOf}
 * of two), options that exclude each other ({@code anyOf} of {@code oneOf}), and the plain words. Worked out when it is
 * first asked, since a file uses few of some three hundred.
 */
final class SchemaPart {

    /** Options of which there is one, for example the languages of an expression. */
    record Choice(Map<String, SchemaPart> options, boolean optional) {}

    private final Schema schema;
    private final Map<String, Object> json;
    private List<SchemaPart> branches;
    private List<Choice> choices;
    private Map<String, SchemaPart> options;

    SchemaPart(Schema schema, Map<String, Object> json) {
        this.schema = schema;
        this.json = json;
    }

    /** Follows a reference. */
    SchemaPart resolved() {
        return json.get("$ref") instanceof String reference && !json.containsKey("properties")
                ? schema.definition(reference)
                : this;
    }

    /** What it must be when it is one value, if it may be. */
    Optional<SchemaPart> asText() {
        return branches().stream()
                .filter(rule -> !rule.isType("object") && !rule.isType("array"))
                .findFirst();
    }

    /** What it must be when it is a mapping, if it may be. */
    Optional<SchemaPart> asOptions() {
        return branches().stream().filter(rule -> rule.isType("object")).findFirst();
    }

    private List<SchemaPart> branches() {
        if (branches == null) {
            branches = json.containsKey("oneOf") ? rules(json.get("oneOf")) : List.of(this);
        }
        return branches;
    }

    /** Whether nothing is said about it. */
    boolean isAnything() {
        return json.isEmpty();
    }

    boolean isType(String type) {
        return type.equals(json.get("type"));
    }

    List<String> values() {
        return Schema.list(json.get("enum"));
    }

    Optional<SchemaPart> items() {
        return Optional.ofNullable(json.get("items")).map(items -> new SchemaPart(schema, Schema.map(items)));
    }

    /** A step, or an entry of the file: one key, which is its name. */
    boolean isNamed() {
        return json.containsKey("maxProperties");
    }

    /** Whether other options than these are refused. */
    boolean isClosed() {
        return Boolean.FALSE.equals(json.get("additionalProperties"));
    }

    List<String> required() {
        return Schema.list(json.get("required"));
    }

    List<Choice> choices() {
        if (choices == null) {
            choices = rules(json.get("anyOf")).stream().map(this::choice).toList();
        }
        return choices;
    }

    private Choice choice(SchemaPart group) {
        var alternatives = new TreeMap<String, SchemaPart>();
        var optional = false;
        for (var branch : group.branches()) {
            optional |= branch.json.containsKey("not");
            alternatives.putAll(branch.resolved().all());
        }
        return new Choice(alternatives, optional);
    }

    /** Every option there is. */
    Set<String> options() {
        return new TreeSet<>(all().keySet());
    }

    Optional<SchemaPart> option(String name) {
        return Optional.ofNullable(all().get(name));
    }

    /** An option that is one of several is named among the properties too, where nothing is said of it. */
    private Map<String, SchemaPart> all() {
        if (options == null) {
            options = new HashMap<>();
            Schema.map(json.get("properties"))
                    .forEach((name, rule) -> options.put(name, new SchemaPart(schema, Schema.map(rule))));
            choices().forEach(choice -> options.putAll(choice.options));
        }
        return options;
    }

    private List<SchemaPart> rules(Object list) {
        return Schema.<Map<String, Object>>list(list).stream()
                .map(each -> new SchemaPart(schema, each))
                .toList();
    }
}
