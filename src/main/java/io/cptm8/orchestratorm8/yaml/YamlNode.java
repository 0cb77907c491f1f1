package io.cptm8.orchestratorm8.yaml;

import java.util.List;
import java.util.Optional;

/** A part of a YAML file and where it begins, line and column from 1. */
public sealed interface YamlNode {

    int line();

    int column();

    /** What a person would call it. */
    String kind();

    /** What a value that is not quoted means in YAML; a quoted one is always text. */
    enum Meaning {
        TEXT,
        WHOLE_NUMBER,
        NUMBER,
        FLAG,
        NOTHING
    }

    /** One value, as text whatever it means. */
    record Scalar(String text, Meaning meaning, int line, int column) implements YamlNode {
        @Override
        public String kind() {
            return meaning == Meaning.NOTHING ? "nothing" : "one value";
        }
    }

    record Items(List<YamlNode> items, int line, int column) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** @param fields in the order of the file; a name that is given twice is there twice */
    record Fields(List<Field> fields, int line, int column) implements YamlNode {
        @Override
        public String kind() {
            return "a mapping";
        }

        /** The first of that name. */
        public Optional<YamlNode> get(String name) {
            return field(name).map(Field::value);
        }

        /** The first of that name, with its key. */
        public Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }
    }

    /** One {@code key: value} of a mapping. */
    record Field(Scalar key, YamlNode value) {
        public String name() {
            return key.text();
        }
    }
}
