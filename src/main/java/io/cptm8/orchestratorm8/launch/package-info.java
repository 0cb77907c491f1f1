/**
 * Puts the rooms together: makes every object that routes refer to by name, prepares database and broker, runs Camel,
 * and ends it in order.
 *
 * <p>The only room that may depend on nearly all others; of those only {@code cli} and {@code embedded} depend on it.
 */
package io.cptm8.orchestratorm8.launch;
