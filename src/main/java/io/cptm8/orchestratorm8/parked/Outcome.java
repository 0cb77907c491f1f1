package io.cptm8.orchestratorm8.parked;

import java.util.Map;
import java.util.Set;

/**
 * What became of some requests that were to be changed.
 *
 * @param changed those that were parked
 * @param states of the others, by request; one that is in neither does not exist
 */
public record Outcome(Set<Long> changed, Map<Long, String> states) {}
