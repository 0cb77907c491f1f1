package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a log is kept, with files of 20 kB instead of 100 MB. */
class LogFileTest {

    private static final int SIZE = 20_000;

    @TempDir
    private Path folder;

    private final LoggerContext context = new LoggerContext();

    private void write(int lines) throws IOException {
        var appender = appender();
        append(appender, lines);
        appender.stop();
    }

    private void append(Appender<ILoggingEvent> appender, int lines) {
        for (int i = 0; i < lines; i++) {
            appender.doAppend(new LoggingEvent("x", context.getLogger("x"), Level.INFO, "x".repeat(1023), null, null));
        }
    }

    private Appender<ILoggingEvent> appender() throws IOException {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern("%msg%n");
        context.setMDCAdapter(new LogbackMDCAdapter());
        return new LogFile(folder, new FileSize(SIZE)).appender(context, encoder);
    }

    /** Not before: it would drop a removal that is still to come. */
    @AfterEach
    void stop() {
        context.stop();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void one_file_is_written_and_two_are_kept() throws IOException {
        var appender = appender();

        // Sizes are not looked at for every line, and removal is a task of its own.
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            append(appender, 10);
            assertThat(files()).hasSize(3);
            assertThat(files().get(0).getFileName().toString())
                    .as("one that is not among the first")
                    .doesNotMatch(".*\\.[0-3]\\.log");
            assertThat(files()).allSatisfy(file -> assertThat(Files.size(file)).isLessThan(SIZE + 11_000));
            assertThat(files().stream()
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isGreaterThan(2 * SIZE);
        });
        appender.stop();
    }

    @Test
    void every_file_may_be_read_by_the_group_and_by_nobody_else() throws IOException {
        write(50);

        assertThat(files())
                .hasSizeGreaterThan(1)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-r-----"));
    }

    @Test
    void a_file_of_more_than_seven_days_goes_at_the_next_start() throws IOException {
        var old = folder.resolve("orchestratorm8." + LocalDate.now().minusDays(9) + ".0.log");
        var young = folder.resolve("orchestratorm8." + LocalDate.now().minusDays(5) + ".0.log");
        for (var file : List.of(old, young)) {
            Files.writeString(file, "x");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(5))));
        }

        write(1);

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(old).doesNotExist());
        assertThat(young).exists();
    }

    @Test
    void in_earnest_a_file_has_100_mb_and_a_week() {
        assertThat(LogFile.SIZE.getSize()).isEqualTo(100L * 1024 * 1024);
        assertThat(LogFile.DAYS).isEqualTo(7);
    }
}
