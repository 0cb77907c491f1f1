package io.cptm8.orchestratorm8.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what an earlier run left in the folder for temporary files. */
public final class OldFiles {

    private static final Logger LOG = LoggerFactory.getLogger(OldFiles.class);

    private OldFiles() {}

    /** Removes regular files directly in the folder that were last changed longer ago than this. */
    public static void remove(Path folder, Duration age, Clock clock) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        var limit = clock.instant().minus(age);
        try (var files = Files.list(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> remove(file, limit));
        } catch (IOException e) {
            LOG.warn("Old files in {} could not be looked for ({}). Nothing else depends on it.", folder, e.toString());
        }
    }

    private static void remove(Path file, Instant limit) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                Files.delete(file);
                LOG.info("Removed the old file {}.", file);
            }
        } catch (IOException e) {
            LOG.warn("The old file {} could not be removed ({}). Nothing else depends on it.", file, e.toString());
        }
    }
}
