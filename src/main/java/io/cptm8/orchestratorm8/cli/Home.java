package io.cptm8.orchestratorm8.cli;

import java.nio.file.Path;

/** The directory of the installation: where application.properties and routes are. */
final class Home {

    private Home() {}

    static Path find() {
        return Path.of(System.getProperty("orchestratorm8.home", "."))
                .toAbsolutePath()
                .normalize();
    }
}
