/**
 * What is wrong with a file of {@code routes/}, found without building it: against YAML, our own rules, Camel's schema of
 * routes, and what each component says of its options.
 *
 * <p>Depends on {@code yaml} for nodes and faults, on {@code config} for the nearest word, and on {@code scanner} for the
 * parameters that the program reads of every scanner and for what a time may be.
 */
package io.cptm8.orchestratorm8.gate;
