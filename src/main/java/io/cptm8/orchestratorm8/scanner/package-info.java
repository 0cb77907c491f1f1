/**
 * What a scanner is: its file in {@code routes/scanners} read and checked line by line, its row in the database, its
 * next scheduled time, and what it is doing here.
 *
 * <p>Depends on {@code config} for the way in which lengths of time are written, on {@code yaml} for the places in a
 * file, and on {@code postgres} for statements. What a parameter must be stands once, in {@link io.cptm8.orchestratorm8.scanner.ParameterRules}: the checks and the
 * schema for editors are made of it.
 */
package io.cptm8.orchestratorm8.scanner;
