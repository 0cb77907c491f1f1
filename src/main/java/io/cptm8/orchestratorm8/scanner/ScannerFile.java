package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.yaml.YamlNode;
import io.cptm8.orchestratorm8.yaml.YamlNode.Scalar;
import java.util.Map;
import java.util.Optional;

/**
 * A file of {@code routes/scanners} as it is written: one {@code templatedRoute} of Camel's YAML DSL, with the place of
 * every value, so that what is wrong can be pointed at. What is missing or of another shape is empty.
 *
 * @param complete whether every parameter that is written has its name; else it is not known what is missing
 * @param parametersAt the word {@code parameters}, or what stands for the whole when it is not there
 */
record ScannerFile(
        Optional<Scalar> routeId,
        Optional<Scalar> template,
        YamlNode parametersAt,
        boolean complete,
        Map<String, Given> parameters) {

    /** A parameter's name and value, each with its place; a value of another shape is empty. */
    record Given(Scalar name, Optional<Scalar> value) {}
}
