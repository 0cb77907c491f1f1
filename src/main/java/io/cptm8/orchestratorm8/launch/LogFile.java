package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The log on disk: a file that is written, two that were, and nothing that is older than seven days.
 *
 * @param size when a file is put aside
 */
record LogFile(Path directory, FileSize size) {

    static final FileSize SIZE = FileSize.valueOf("100MB");
    static final int DAYS = 7;
    private static final int KEPT = 2;

    /** @throws IOException the folder or the file cannot be written */
    RollingFileAppender<ILoggingEvent> appender(LoggerContext context, Encoder<ILoggingEvent> encoder)
            throws IOException {
        Files.createDirectories(directory);
        var active = directory.resolve("orchestratorm8.log");
        restrict(active);
        var appender = new Restricted();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(active.toString());
        appender.setEncoder(encoder);
        var rolling = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(
                directory.resolve("orchestratorm8.%d{yyyy-MM-dd}.%i.log").toString());
        rolling.setMaxFileSize(size);
        rolling.setMaxHistory(DAYS);
        // A file is put aside a little after it has reached its size: without room for that, only one would be kept.
        rolling.setTotalSizeCap(new FileSize(KEPT * size.getSize() + size.getSize() / 10));
        // Files of days when this did not run are looked for too.
        rolling.setCleanHistoryOnStart(true);
        rolling.start();
        appender.setRollingPolicy(rolling);
        encoder.setContext(context);
        encoder.start();
        appender.start();
        if (!appender.isStarted()) {
            throw new IOException(active + " cannot be opened for writing");
        }
        return appender;
    }

    /** The launcher's umask does this for every file; here for a JVM that was started without it. */
    private static void restrict(Path file) throws IOException {
        if (Files.notExists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        }
    }

    /** The file after the first is as restricted as the first. */
    private static final class Restricted extends RollingFileAppender<ILoggingEvent> {
        @Override
        public void openFile(String file) throws IOException {
            restrict(Path.of(file));
            super.openFile(file);
        }
    }
}
