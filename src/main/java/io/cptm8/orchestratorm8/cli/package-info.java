/**
 * The command line: {@code launch}, {@code check}, and one clear sentence for each way in which they can be refused.
 *
 * <p>Depends on {@code config} to read the settings and on {@code launch} to use them; nothing but the way in depends on
 * it.
 */
package io.cptm8.orchestratorm8.cli;
