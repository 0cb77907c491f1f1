package io.cptm8.orchestratorm8.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.catalog.JSonSchemaResolver;

/**
 * What Camel finds of components, languages and data formats on the class path, and what they say of themselves. Looks
 * where Camel looks, but without a Camel context.
 */
final class Installed implements JSonSchemaResolver {

    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    /** Classes of services that were asked for; the class path does not change. */
    private static final Map<String, Optional<String>> SEEN = new ConcurrentHashMap<>();

    static boolean hasComponent(String scheme) {
        return serviceClass("component", scheme).isPresent();
    }

    static boolean hasLanguage(String name) {
        return serviceClass("language", name).isPresent();
    }

    static boolean hasDataFormat(String name) {
        return serviceClass("dataformat", name).isPresent();
    }

    private static Optional<String> serviceClass(String kind, String name) {
        if (!name.matches("[A-Za-z0-9+.-]+")) {
            return Optional.empty();
        }
        return SEEN.computeIfAbsent(kind + "/" + name, Installed::classOf);
    }

    private static Optional<String> classOf(String service) {
        return read(SERVICES + service).map(text -> {
            var properties = new Properties();
            try {
                properties.load(new java.io.StringReader(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return properties.getProperty("class");
        });
    }

    @Override
    public String getComponentJSonSchema(String name) {
        return schema("component", name);
    }

    @Override
    public String getDataFormatJSonSchema(String name) {
        return schema("dataformat", name);
    }

    @Override
    public String getLanguageJSonSchema(String name) {
        return schema("language", name);
    }

    /** It lies beside the class, below META-INF. */
    private static String schema(String kind, String name) {
        return serviceClass(kind, name)
                .map(type -> type.substring(0, type.lastIndexOf('.')).replace('.', '/'))
                .flatMap(folder -> read("META-INF/" + folder + "/" + name + ".json"))
                .orElse(null);
    }

    private static Optional<String> read(String resource) {
        try (var in = Installed.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void setClassLoader(ClassLoader loader) {
        // ours has everything
    }

    @Override
    public String getTransformerJSonSchema(String name) {
        return null;
    }

    @Override
    public String getDevConsoleJSonSchema(String name) {
        return null;
    }

    @Override
    public String getOtherJSonSchema(String name) {
        return null;
    }

    @Override
    public String getModelJSonSchema(String name) {
        return null;
    }

    @Override
    public String getMainJsonSchema() {
        return null;
    }

    @Override
    public String getJBangJsonSchema() {
        return null;
    }

    @Override
    public String getPojoBeanJSonSchema(String name) {
        return null;
    }
}
