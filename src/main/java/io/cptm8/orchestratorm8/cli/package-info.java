/**
 * The command line: one class a command, and one clear sentence for each way in which it can be refused.
 *
 * <p>Depends on {@code config} to read the settings and on {@code launch} to use them, on {@code scanner} for what a
 * file may say, on {@code rehearsal} to play it through, on {@code doctor} to look at what runs, on {@code parked} for
 * what waits for a person, on {@code operate} for what people do by hand, on {@code target} for names, and on {@code loadtest} to drive what runs; nothing but the way in depends on it.
 */
package io.cptm8.orchestratorm8.cli;
