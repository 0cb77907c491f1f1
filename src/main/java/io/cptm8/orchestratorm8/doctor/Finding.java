package io.cptm8.orchestratorm8.doctor;

/**
 * Something that is certainly wrong.
 *
 * @param subject with what: a scanner, a queue, an exchange, a table, a setting
 * @param text what is wrong and what comes of it
 * @param cure a command or an edit
 */
public record Finding(Ailment ailment, String subject, String text, String cure) {

    public Severity severity() {
        return ailment.severity();
    }

    public String code() {
        return ailment.code();
    }

    @Override
    public String toString() {
        return "%s (%s): %s %s".formatted(code(), subject, text, cure);
    }
}
