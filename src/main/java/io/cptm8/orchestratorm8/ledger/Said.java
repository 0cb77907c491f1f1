package io.cptm8.orchestratorm8.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.cptm8.orchestratorm8.target.Wording;
import java.io.IOException;
import java.util.Set;

/**
 * What a scanner says in its message. Anybody may publish there, so everything in it is only text, cut and made legible: an empty
 * body, no payload and unknown words are normal.
 *
 * @param source who sends; {@code unknown}
 * @param status how its scan ended: {@code complete}, {@code warning} or {@code incomplete}; {@code none}
 * @param words what it says to people; empty
 * @param at the time in it, as it stands there; empty
 */
public record Said(String source, String status, String words, String at) {

    /** Bytes. A hand-over has some hundreds; what is larger is counted and not looked into. */
    static final int LARGEST = 1024 * 1024;

    /** Characters of a name that somebody else wrote. */
    static final int LONGEST_NAME = 80;

    private static final int LONGEST_WORDS = 500;
    private static final Set<String> STATUSES = Set.of("complete", "warning", "incomplete");
    private static final Said NOTHING = new Said("unknown", "none", "", "");

    /** No name is remembered: a table of names that strangers choose would be theirs to fill. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(LARGEST)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .build())
            .build();

    /** Reads it as a stream, and never throws: what cannot be read says nothing. */
    public static Said in(Object body) {
        if (!(body instanceof byte[] bytes) || bytes.length > LARGEST) {
            return NOTHING;
        }
        try (var json = JSON.createParser(bytes)) {
            return json.nextToken() == JsonToken.START_OBJECT ? envelope(json) : NOTHING;
        } catch (IOException notJson) {
            return NOTHING;
        }
    }

    private static Said envelope(JsonParser json) throws IOException {
        var said = NOTHING;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            if (name.equals("source") && value == JsonToken.VALUE_STRING) {
                said = new Said(name(json), said.status, said.words, said.at);
            } else if (name.equals("timestamp") && value == JsonToken.VALUE_STRING) {
                said = new Said(said.source, said.status, said.words, name(json));
            } else if (name.equals("payload") && value == JsonToken.START_OBJECT) {
                said = payload(json, said);
            } else {
                json.skipChildren();
            }
        }
        return said;
    }

    private static Said payload(JsonParser json, Said envelope) throws IOException {
        var status = NOTHING.status;
        var words = NOTHING.words;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                json.skipChildren();
            } else if (name.equals("status")) {
                status = STATUSES.contains(json.getText()) ? json.getText() : NOTHING.status;
            } else if (name.equals("message")) {
                words = Wording.legible(json.getText(), LONGEST_WORDS);
            }
        }
        return new Said(envelope.source, status, words, envelope.at);
    }

    private static String name(JsonParser json) throws IOException {
        return Wording.legible(json.getText(), LONGEST_NAME);
    }
}
