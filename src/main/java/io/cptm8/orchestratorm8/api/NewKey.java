package io.cptm8.orchestratorm8.api;

/**
 * A key that nobody has yet.
 *
 * @param key what its holder sends; it is kept nowhere
 * @param line what the file of keys has of it
 */
public record NewKey(String key, String line) {

    /** @throws IllegalArgumentException the name is none that the file may have */
    public static NewKey of(String name, Role role) {
        if (!ApiKey.isName(name)) {
            throw new IllegalArgumentException(
                    "A name begins with a letter or digit, goes on with letters, digits and . _ @ -, and has at most 64 characters.");
        }
        var key = ApiKey.random();
        return new NewKey(key, KeyLines.line(name, role, key));
    }

    @Override
    public String toString() {
        return "NewKey[not shown]";
    }
}
