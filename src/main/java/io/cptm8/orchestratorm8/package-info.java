/**
 * OrchestratorM8: turns committed changes of domains into confirmed starts of scans.
 *
 * <p>Here is only the way in. It depends on {@code cli}, and nothing depends on it. Each package below is one room of
 * the house, and the arrows between rooms go one way.
 */
package io.cptm8.orchestratorm8;
