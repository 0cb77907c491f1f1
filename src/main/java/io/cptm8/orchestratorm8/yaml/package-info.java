/**
 * What is wrong with a file of {@code routes/}, and where: file, line, column, the word at fault and the right one.
 *
 * <p>Depends on {@code config} for the nearest word.
 */
package io.cptm8.orchestratorm8.yaml;
