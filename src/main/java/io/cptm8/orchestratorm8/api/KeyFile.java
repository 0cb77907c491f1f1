package io.cptm8.orchestratorm8.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are let in, read again whenever the file is another than before. A file that others may read, or others than its owner write, or with a line that is
 * wrong, lets nobody in: an older one might have had a key that is to be no more.
 */
final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    /** Its group may read it, as that of a Secret which Kubernetes mounts always may: there are digests in it, and no keys. */
    private static final Set<PosixFilePermission> TOO_MUCH =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    /** What tells one state of a file from another. */
    private record Stamp(FileTime changed, long size, Object file, Set<PosixFilePermission> permissions) {}

    /** @param trouble why nobody is let in; empty: nothing is wrong */
    private record Keys(Optional<Stamp> stamp, List<ApiKey> all, Optional<String> trouble) {}

    private final Path path;
    private Keys keys = new Keys(Optional.empty(), List.of(), Optional.empty());

    KeyFile(Path path) {
        this.path = path;
    }

    /** Whether there are no keys at all: no file, or none in it. */
    synchronized boolean isEmpty() {
        refresh();
        return keys.all().isEmpty() && keys.trouble().isEmpty();
    }

    /** Why the file lets nobody in; empty: it does, or there is none. */
    synchronized Optional<String> trouble() {
        refresh();
        return keys.trouble();
    }

    /** Whose key it is. Every key is compared, so that the time tells nothing of which are there. */
    synchronized Optional<Caller> holder(String key) {
        refresh();
        if (!ApiKey.hasForm(key)) {
            return Optional.empty();
        }
        var digest = ApiKey.digestOf(key);
        Caller found = null;
        for (var each : keys.all()) {
            if (each.is(digest)) {
                found = new Caller(each.name(), each.role());
            }
        }
        return Optional.ofNullable(found);
    }

    Path path() {
        return path;
    }

    private void refresh() {
        Optional<Stamp> stamp;
        try {
            stamp = stamp();
        } catch (IOException e) {
            use(new Keys(keys.stamp(), List.of(), Optional.of("cannot be read")));
            return;
        }
        if (stamp.equals(keys.stamp())
                && keys.trouble().filter("cannot be read"::equals).isEmpty()) {
            return;
        }
        if (stamp.isEmpty()) {
            use(new Keys(stamp, List.of(), Optional.empty()));
            return;
        }
        try {
            if (!Collections.disjoint(TOO_MUCH, stamp.get().permissions())) {
                throw new UnfitKeysException("can be written by its group, or read or written by others; chmod 640 it");
            }
            use(new Keys(stamp, KeyLines.read(Files.readAllLines(path)), Optional.empty()));
        } catch (UnfitKeysException e) {
            use(new Keys(stamp, List.of(), Optional.of(e.getMessage())));
        } catch (IOException e) {
            use(new Keys(stamp, List.of(), Optional.of("cannot be read")));
        }
    }

    private void use(Keys read) {
        var before = keys;
        keys = read;
        if (!read.trouble().equals(before.trouble()) && read.trouble().isPresent()) {
            LOG.error(
                    "API keys: {} {}. Nobody is let in until that is put right.",
                    path,
                    read.trouble().get());
        } else if (read.trouble().isEmpty() && !read.stamp().equals(before.stamp())) {
            LOG.info("API keys: {} in {}.", read.all().size(), path);
        }
    }

    private Optional<Stamp> stamp() throws IOException {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Set<PosixFilePermission> permissions;
            try {
                permissions = Files.getPosixFilePermissions(path);
            } catch (UnsupportedOperationException noPosix) {
                permissions = Set.of();
            }
            return Optional.of(new Stamp(
                    attributes.lastModifiedTime(), attributes.size(), attributes.fileKey(), Set.copyOf(permissions)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
