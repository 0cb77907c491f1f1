/**
 * Brings the files of {@code routes/} into Camel, each by itself, so that a bad file is one line with its name and line
 * number while the others run.
 *
 * <p>Depends on {@code scanner} for what a scanner's file means. It knows neither database nor broker.
 */
package io.cptm8.orchestratorm8.deploy;
