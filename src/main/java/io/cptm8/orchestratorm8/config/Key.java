package io.cptm8.orchestratorm8.config;

/**
 * A key of {@code application.properties}.
 *
 * @param name in full
 * @param fallback what holds when the file has no value; of this form too
 */
record Key<T>(String name, String fallback, Form<T> form, Takes takes) {

    /** When a changed value is used. */
    enum Takes {
        AT_RUN_TIME,
        A_RESTART
    }

    /** Whether two texts say the same, as {@code 60s} and {@code 1m} do. */
    boolean same(String one, String other) {
        return form.read(one).equals(form.read(other));
    }
}
