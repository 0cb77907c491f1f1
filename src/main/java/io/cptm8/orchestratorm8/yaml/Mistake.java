package io.cptm8.orchestratorm8.yaml;

import java.util.Locale;

/** The kinds of mistakes there are in a file of {@code routes/}. Each has a section in {@code docs/errors.md}. */
public enum Mistake {
    OPEN_TO_ALL,
    UNREADABLE,
    EMPTY,
    NOT_YAML,
    TAB,
    INDENTATION,
    GIVEN_TWICE,
    WRONG_SHAPE,
    UNKNOWN_STEP,
    UNKNOWN_OPTION,
    MISSING_OPTION,
    UNKNOWN_PARAMETER,
    MISSING_PARAMETER,
    UNUSED_PARAMETER,
    WRONG_TYPE,
    OUT_OF_BOUNDS,
    UNKNOWN_TEMPLATE,
    UNKNOWN_KEY,
    NAME_IS_NOT_STEM,
    DUPLICATE_ID,
    DUPLICATE_QUEUE,
    UNROUTABLE_KEY,
    FORBIDDEN_SCHEME,
    FORBIDDEN_BEAN,
    UNKNOWN_SCHEME,
    UNKNOWN_BEAN,
    /** Others need what this file has, or had. */
    NEEDED,
    CANNOT_BE_BUILT,
    CANNOT_START;

    /** The section's anchor, for example {@code unknown-step}. */
    public String anchor() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
