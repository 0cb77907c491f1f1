package io.cptm8.orchestratorm8.api;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One value that an operation takes, by what the contract says of it.
 *
 * @param schema of OpenAPI 3.0: type, nullable, enum, pattern, format (date-time, int64), minimum, maximum, minLength, maxLength, default
 */
record Field(String name, boolean required, Map<String, Object> schema) {

    private static final int LONGEST = 1000;

    /**
     * @param given null: not given
     * @throws Refusal it is not what the contract says
     */
    Object read(Object given) throws Refusal {
        if (given == null) {
            return absent();
        }
        return switch (String.valueOf(schema.get("type"))) {
            case "integer" -> integer(given);
            case "boolean" -> truth(given);
            default -> text(given);
        };
    }

    private Object absent() throws Refusal {
        if (required) {
            throw wrong("is missing");
        }
        return schema.get("default");
    }

    /** Null was written, which is another thing than not given only where the contract has no null. */
    Object readNull() throws Refusal {
        if (!Boolean.TRUE.equals(schema.get("nullable"))) {
            throw wrong("must not be null");
        }
        return null;
    }

    private Long integer(Object given) throws Refusal {
        long number;
        try {
            number = given instanceof Integer || given instanceof Long
                    ? ((Number) given).longValue()
                    : Long.parseLong(given instanceof String text ? text : "not a number");
        } catch (NumberFormatException e) {
            throw wrong("must be a whole number");
        }
        var minimum = ((Number) schema.getOrDefault("minimum", 0)).longValue();
        var maximum = ((Number) schema.getOrDefault("maximum", Long.MAX_VALUE)).longValue();
        if (number < minimum || number > maximum) {
            throw wrong("must be from %d to %d".formatted(minimum, maximum));
        }
        return number;
    }

    private Boolean truth(Object given) throws Refusal {
        return switch (String.valueOf(given)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("must be true or false");
        };
    }

    private String text(Object given) throws Refusal {
        if (!(given instanceof String text)) {
            throw wrong("must be a text");
        }
        var shortest = ((Number) schema.getOrDefault("minLength", 0)).intValue();
        var longest = ((Number) schema.getOrDefault("maxLength", LONGEST)).intValue();
        if (text.length() < shortest || text.length() > longest) {
            throw wrong("must have %d to %d characters".formatted(shortest, longest));
        }
        // PostgreSQL takes no NUL and no half of a pair.
        if (text.indexOf('\0') >= 0
                || text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw wrong("has characters that are none");
        }
        if (schema.get("enum") instanceof List<?> known && !known.contains(text)) {
            throw wrong("must be one of " + known);
        }
        if (schema.get("pattern") instanceof String pattern
                && !Pattern.compile(pattern).matcher(text).find()) {
            throw wrong("must be of the form " + pattern);
        }
        if ("date-time".equals(schema.get("format"))) {
            time(text);
        }
        return text;
    }

    private void time(String text) throws Refusal {
        try {
            var year = OffsetDateTime.parse(text).getYear();
            if (year < 1970 || year > 9999) {
                throw wrong("must be a time of this age");
            }
        } catch (DateTimeParseException e) {
            throw wrong("must be a time like 2026-11-30T06:00:00Z");
        }
    }

    private Refusal wrong(String what) {
        return Refusal.wrong("\"" + name + "\" " + what + ".");
    }
}
