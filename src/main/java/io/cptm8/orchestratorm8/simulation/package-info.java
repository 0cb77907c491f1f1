/**
 * What a person tells the simulated scanners of a {@code launch --embedded} from another terminal, and how it gets there: over a queue of
 * the simulation's own on the embedded broker, which exists nowhere else.
 *
 * <p>Depends on no other room. Those who take the orders are in {@code embedded}, which a normal launch does not have.
 */
package io.cptm8.orchestratorm8.simulation;
