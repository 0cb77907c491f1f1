package io.cptm8.orchestratorm8.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each may do what those before it may. */
public enum Role {
    /** Look. */
    VIEW,
    /** Hold, resume, run, retry and drop. */
    OPERATE,
    /** Read the audit. */
    ADMIN;

    /** As it is written in files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
