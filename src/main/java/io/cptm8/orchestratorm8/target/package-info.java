/**
 * Decides whether a name may be handed to a scanner, and says why not. Every doubt is a refusal.
 *
 * <p>Depends on no other room: it can be tested, and read, alone.
 */
package io.cptm8.orchestratorm8.target;
