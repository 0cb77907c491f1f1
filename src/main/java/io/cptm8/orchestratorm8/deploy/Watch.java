package io.cptm8.orchestratorm8.deploy;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notices that a file was saved, added, renamed or deleted, by looking at names, times and sizes.
 *
 * <p>It looks instead of being told, since nobody tells when a mounted config map is exchanged or a network's file
 * system changes; two hundred files cost about a millisecond a look. A change counts when two looks in a row see the
 * same: until then somebody may still be writing.
 */
public final class Watch {

    private final RouteFiles files;
    private final Path properties;
    private Map<Path, Object> acted;
    private Map<Path, Object> seen;

    /** What is there now counts as known. */
    public Watch(RouteFiles files, Path properties) {
        this.files = files;
        this.properties = properties;
        this.seen = look();
        this.acted = seen;
    }

    /** Whether something has changed since this last said so, and has come to rest. */
    public boolean changed() {
        var now = look();
        var atRest = now.equals(seen);
        seen = now;
        if (!atRest || now.equals(acted)) {
            return false;
        }
        acted = now;
        return true;
    }

    private Map<Path, Object> look() {
        var stamps = new TreeMap<>(files.stamps());
        stamps.put(properties, RouteFiles.stamp(properties));
        return stamps;
    }
}
