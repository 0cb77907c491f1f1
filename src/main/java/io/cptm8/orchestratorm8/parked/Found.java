package io.cptm8.orchestratorm8.parked;

import java.util.List;

/**
 * Parked requests, the oldest first.
 *
 * @param inAll how many there are, of which these are the first
 */
public record Found(List<ParkedRequest> requests, long inAll) {}
