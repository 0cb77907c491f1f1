/**
 * What scanners say to each other, and the record of it: runs of the ring and their hops. The record itself is made by the functions of
 * the ledger's migration, in one transaction for each message; here is what a route needs to ask for it.
 *
 * <p>Depends on {@code target} for making strangers' text legible, on {@code postgres}, and on {@code dispatch}, whose question about tokens it
 * answers.
 */
package io.cptm8.orchestratorm8.ledger;
