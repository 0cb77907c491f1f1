package io.cptm8.orchestratorm8.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where a browser is on this machine. Behind {@link InBrowser}: without one its tests are skipped, or fail when the system property
 * {@value #PROPERTY} is {@code required}.
 */
final class Chromium implements ExecutionCondition {

    static final String PROPERTY = "orchestratorm8.test.chromium";

    static Optional<Path> browser() {
        return first("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    }

    static Optional<Path> driver() {
        return first("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
    }

    private static Optional<Path> first(String... places) {
        return Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (browser().isPresent() && driver().isPresent()) {
            return ConditionEvaluationResult.enabled("Chromium and its driver are on this machine");
        }
        var missing = "there is no Chromium with its driver (Debian: apt-get install chromium chromium-driver)";
        if (System.getProperty(PROPERTY, "auto").equals("required")) {
            throw new IllegalStateException(PROPERTY + " is required, but " + missing);
        }
        System.out.println("Skipped: " + context.getDisplayName() + ": " + missing);
        return ConditionEvaluationResult.disabled(missing);
    }
}
