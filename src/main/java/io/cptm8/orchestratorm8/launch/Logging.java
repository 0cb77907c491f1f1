package io.cptm8.orchestratorm8.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import io.cptm8.orchestratorm8.config.Redaction;
import io.cptm8.orchestratorm8.config.Settings;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Logs: text for people on the console, unless {@code APP_ENV} is PROD, and a JSON object a line in a file.
 *
 * <p>Neither shows a secret ({@link Redaction}) or is moved by a control character in the data: in JSON they are
 * escaped, on the console each becomes a middle dot.
 */
public final class Logging {

    /** Libraries that tell at INFO what only their authors want to know. */
    private static final String[] TALKATIVE = {
        "org.apache.camel", "org.flywaydb", "org.springframework", "com.zaxxer.hikari", "org.quartz", "io.vertx",
        "io.netty", "com.rabbitmq", "org.apache.qpid", "qpid", "io.zonky", "io.micrometer"
    };

    private Logging() {}

    /** For a command that answers on standard output: nothing else is said. */
    public static void quiet() {
        fresh().getLogger("ROOT").setLevel(Level.OFF);
    }

    /** As {@link #quiet()}, but what would be a warning or an error is given to somebody. */
    public static void quiet(Consumer<String> heard) {
        var context = fresh();
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                heard.accept(event.getFormattedMessage());
            }
        };
        appender.setContext(context);
        appender.start();
        var root = context.getLogger("ROOT");
        root.setLevel(Level.WARN);
        root.addAppender(appender);
    }

    public static void configure(Settings settings) {
        var context = fresh();
        var redaction = Redaction.of(settings);
        var root = context.getLogger("ROOT");
        level(settings.log().level());
        context.addTurboFilter(new Repeats(List.of(TALKATIVE), System::nanoTime));
        var forPeople = !settings.environment().equals("PROD");
        if (forPeople) {
            root.addAppender(console(context, redaction));
        }
        try {
            root.addAppender(
                    new LogFile(settings.log().directory(), LogFile.SIZE).appender(context, new JsonLines(redaction)));
        } catch (IOException e) {
            if (!forPeople) {
                root.addAppender(console(context, redaction));
            }
            LoggerFactory.getLogger(Logging.class)
                    .warn(
                            "The folder {} cannot be written ({}), so there is no log file; the log is on the console. Give the folder to the user this runs as.",
                            settings.log().directory(),
                            e.toString());
        }
    }

    /**
     * From now on. Libraries stay quiet above DEBUG.
     *
     * @param name of an SLF4J level
     */
    static void level(String name) {
        var level = Level.valueOf(name);
        context().getLogger("ROOT").setLevel(level);
        for (var library : TALKATIVE) {
            context().getLogger(library).setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.WARN : level);
        }
    }

    private static LoggerContext fresh() {
        context().reset();
        return context();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context, Redaction redaction) {
        var encoder = new ConsoleLines(redaction);
        encoder.setContext(context);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("console");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
