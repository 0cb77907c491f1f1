package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.yaml.Fault;
import java.util.List;

/**
 * The files as they are at one moment.
 *
 * @param files templates, plain routes and scanners, in the order in which they are loaded
 * @param faults of files that are there and cannot be read, and of a folder that is not there
 */
public record Reading(List<RouteFile> files, List<Fault> faults) {}
