package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.cptm8.orchestratorm8.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.LoggerFactory;

/**
 * Logs: text for people on the console, unless {@code APP_ENV} is PROD, and a JSON object a line in a file of at most
 * 100 MB, three of them, for at most seven days.
 *
 * <p>Control characters never reach either: in JSON they are escaped, on the console each becomes a middle dot.
 */
public final class Logging {

    /** One event a line, whatever is in the data. A stack trace keeps its line ends: it is ours. */
    private static final String CONSOLE =
            "%d{HH:mm:ss.SSS} %-5level %-28.28logger{0} %replace(%msg){'[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]', '·'}%n%ex";
    /** Libraries that tell at INFO what only their authors want to know. */
    private static final String[] TALKATIVE = {
        "org.apache.camel", "org.flywaydb", "org.springframework", "com.zaxxer.hikari", "org.quartz", "io.vertx",
        "io.netty", "com.rabbitmq", "org.apache.qpid", "qpid", "io.zonky", "io.micrometer"
    };

    private Logging() {}

    /** For a command that answers on standard output: only errors, on the console. */
    public static void quiet() {
        var context = fresh();
        context.getLogger("ROOT").addAppender(console(context));
        context.getLogger("ROOT").setLevel(Level.OFF);
    }

    public static void configure(Settings settings) {
        var context = fresh();
        var root = context.getLogger("ROOT");
        root.setLevel(Level.valueOf(settings.log().level()));
        for (var name : TALKATIVE) {
            context.getLogger(name).setLevel(root.getLevel().isGreaterOrEqual(Level.INFO) ? Level.WARN : root.getLevel());
        }
        if (!settings.environment().equals("PROD")) {
            root.addAppender(console(context));
        }
        try {
            Files.createDirectories(settings.log().directory());
            root.addAppender(file(context, settings.log().directory()));
        } catch (IOException e) {
            if (settings.environment().equals("PROD")) {
                root.addAppender(console(context));
            }
            LoggerFactory.getLogger(Logging.class)
                    .warn("The folder {} cannot be written ({}), so there is no log file. Give it to the user this runs as.",
                            settings.log().directory(), e.toString());
        }
    }

    private static LoggerContext fresh() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        return context;
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern(CONSOLE);
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setTarget("System.err");
        return started(context, appender, encoder, () -> appender.setEncoder(encoder));
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path directory) throws IOException {
        var active = directory.resolve("orchestratorm8.log");
        restrict(active);
        var encoder = new JsonEncoder();
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setFile(active.toString());
        var rolling = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(directory.resolve("orchestratorm8.%d{yyyy-MM-dd}.%i.log").toString());
        rolling.setMaxFileSize(FileSize.valueOf("100MB"));
        rolling.setMaxHistory(7);
        rolling.setTotalSizeCap(FileSize.valueOf("200MB"));
        rolling.start();
        appender.setRollingPolicy(rolling);
        return started(context, appender, encoder, () -> appender.setEncoder(encoder));
    }

    /** The launcher's umask does this for every file; here for a JVM that was started without it. */
    private static void restrict(Path file) throws IOException {
        if (Files.notExists(file) && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        }
    }

    private static <A extends Appender<ILoggingEvent>> A started(
            LoggerContext context, A appender, Encoder<ILoggingEvent> encoder, Runnable set) {
        encoder.setContext(context);
        encoder.start();
        set.run();
        appender.setContext(context);
        appender.start();
        return appender;
    }
}
