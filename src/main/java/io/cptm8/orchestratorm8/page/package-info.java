/**
 * The page at {@code /}: its assets, and what it shows as one snapshot and as a stream of them. It changes nothing.
 *
 * <p>Depends on {@code http} for how this instance is, and on nothing else of ours. Nothing depends on it but {@code launch}.
 */
package io.cptm8.orchestratorm8.page;
