/**
 * The command line: {@code launch}, {@code check}, {@code new-scanner}, {@code try}, and one clear sentence for each way
 * in which they can be refused.
 *
 * <p>Depends on {@code config} to read the settings and on {@code launch} to use them, on {@code scanner} for what
 * a file may say and on {@code rehearsal} to play it through; nothing but the way in depends on it.
 */
package io.cptm8.orchestratorm8.cli;
