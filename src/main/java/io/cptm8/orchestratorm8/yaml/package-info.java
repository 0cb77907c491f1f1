/**
 * A file of {@code routes/} as YAML, every part with its line and column, and what is wrong with it and where: file, line,
 * column, the word at fault and the right one.
 *
 * <p>Depends on {@code config} for the nearest word.
 */
package io.cptm8.orchestratorm8.yaml;
