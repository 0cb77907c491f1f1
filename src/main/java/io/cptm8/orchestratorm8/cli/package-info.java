/**
 * The command line: {@code launch}, {@code check}, {@code doctor}, {@code scanners}, and one clear sentence for each way
 * in which they can be refused.
 *
 * <p>Depends on {@code config} to read the settings, on {@code launch} to use them, and on {@code doctor} to look at
 * what runs; nothing but the way in depends on it.
 */
package io.cptm8.orchestratorm8.cli;
