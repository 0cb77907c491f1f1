package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Nearest;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.scanner.UnknownKeyException;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings as Camel and the routes see them. No secret is among them. */
public final class CamelProperties {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}");

    private CamelProperties() {}

    static Properties of(Settings settings) {
        var properties = new Properties();
        properties.putAll(settings.properties());
        properties.setProperty("camel.main.name", "orchestratorm8");
        properties.setProperty("camel.main.routesIncludePattern", "false");
        properties.setProperty(
                "camel.main.shutdownTimeout",
                Long.toString(
                        settings.dispatch().drain().plus(EndLimits.LAST_WRITES).toSeconds()));
        // How long a consumer's end waits for the broker to answer, which a silent one does not.
        properties.setProperty("camel.component.spring-rabbitmq.shutdownTimeout", "1000");
        properties.setProperty("camel.main.autoConfigurationLogSummary", "false");
        properties.setProperty("camel.main.jmxEnabled", "false");
        // Bodies are rows and small arrays of bytes: each marshalled message would be wrapped as a stream and copied
        // out again.
        properties.setProperty("camel.main.streamCachingEnabled", "false");
        // Every header is ours or written as we read it; a tree that ignores case costs the most of all that a step
        // does.
        properties.setProperty("camel.main.caseInsensitiveHeaders", "false");
        properties.setProperty("camel.main.startupSummaryLevel", "Off");
        return properties;
    }

    /** Fills in {@code {{key}}} of a scanner's file. */
    public static UnaryOperator<String> placeholders(Settings settings) {
        return text -> PLACEHOLDER.matcher(text).replaceAll(found -> {
            var value = settings.properties().get(found.group(1));
            if (value == null) {
                throw new UnknownKeyException(
                        found.group(1),
                        Nearest.to(found.group(1), settings.properties().keySet()));
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
