package io.cptm8.orchestratorm8.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a file of keys: {@code NAME ROLE sha256:HEX}; what begins with # and what is blank says nothing. */
final class KeyLines {

    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

    private KeyLines() {}

    static String line(String name, Role role, String key) {
        return name + " " + role.text() + " sha256:" + ApiKey.digestText(key);
    }

    /** @throws UnfitKeysException a line is wrong, by its number and never by what is in it */
    static List<ApiKey> read(List<String> lines) throws UnfitKeysException {
        var keys = new ArrayList<ApiKey>();
        var names = new HashSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var key = key(line, i + 1);
            if (!names.add(key.name())) {
                throw new UnfitKeysException("line %d has a name that an earlier line has".formatted(i + 1));
            }
            keys.add(key);
        }
        return List.copyOf(keys);
    }

    private static ApiKey key(String line, int number) throws UnfitKeysException {
        var words = line.split("\\s+");
        if (words.length != 3) {
            throw new UnfitKeysException("line %d is not NAME ROLE sha256:HEX".formatted(number));
        }
        var digest = DIGEST.matcher(words[2]);
        var role = Role.of(words[1]);
        if (!ApiKey.isName(words[0])) {
            throw new UnfitKeysException(
                    "line %d begins with no name (letters, digits and . _ @ -, at most 64)".formatted(number));
        }
        if (role.isEmpty()) {
            throw new UnfitKeysException("line %d has no role (view, operate or admin)".formatted(number));
        }
        if (!digest.matches()) {
            throw new UnfitKeysException("line %d has no sha256: with 64 hexadecimal digits".formatted(number));
        }
        return new ApiKey(words[0], role.get(), HexFormat.of().parseHex(digest.group(1)));
    }
}
