package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A scanner's file that asks for one message for each domain.
 *
 * @param name in lower case; the other names of the scanner are made of it
 * @param exchange where its messages go
 */
record ScannerFile(String name, String exchange) {

    static final String EXCHANGE = "cptm8";

    /** The scanner that contenders are compared with. */
    static final ScannerFile BENCHM8 = new ScannerFile("benchm8", EXCHANGE);

    /** On an exchange where nobody else publishes, so that our observer does not listen there. */
    ScannerFile apart() {
        return new ScannerFile(name, EXCHANGE + "." + name);
    }

    String queue() {
        return "q" + name;
    }

    String binding() {
        return "cptm8." + name + ".#";
    }

    String key() {
        return "cptm8." + name + ".get.scan";
    }

    String text() throws IOException {
        try (var stream = ScannerFile.class.getResourceAsStream("/benchm8.yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(BENCHM8.name, name)
                    .replace("value: " + EXCHANGE + " }", "value: " + exchange + " }");
        }
    }
}
