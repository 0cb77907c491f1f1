package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.gate.Kind;
import java.nio.file.Path;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/** A file of {@code routes/} as it was when it was read; what is built later is built of this text and no other. */
public record RouteFile(Path path, Kind kind, String text) {

    /** The file's name without its ending. */
    String stem() {
        return path.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }

    Resource resource() {
        return ResourceHelper.fromString("file:" + path, text);
    }
}
