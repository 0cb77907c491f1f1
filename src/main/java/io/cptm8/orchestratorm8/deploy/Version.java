package io.cptm8.orchestratorm8.deploy;

import java.util.Map;

/**
 * A file as it was at one moment, with what {@code application.properties} had for the keys that it uses: whatever is
 * built of two equal versions is the same.
 */
public record Version(RouteFile file, Map<String, String> values) {}
