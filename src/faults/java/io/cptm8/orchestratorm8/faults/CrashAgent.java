package io.cptm8.orchestratorm8.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs {@link CrashPlugin} so that a JVM takes it by an option. */
final class CrashAgent {

    private static final String[] CLASSES = {"CrashPlugin", "CrashPlugin$CrashPoint", "Home"};

    private CrashAgent() {}

    static Path in(Path folder) throws IOException {
        var jar = folder.resolve("crash.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), CrashPlugin.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("META-INF/services/org.apache.camel.spi.ContextServicePlugin"));
            out.write(CrashPlugin.class.getName().getBytes(StandardCharsets.UTF_8));
            for (var name : CLASSES) {
                var path = CrashPlugin.class.getPackageName().replace('.', '/') + "/" + name + ".class";
                out.putNextEntry(new JarEntry(path));
                try (InputStream bytes = CrashAgent.class.getResourceAsStream("/" + path)) {
                    bytes.transferTo(out);
                }
            }
        }
        return jar;
    }
}
