/**
 * The watch over the tokens of the rings: what the queue of a scanner says of its hop, and what is said and done when it takes too
 * long. When it does, decides the function {@code judge} of the watch's migration, which also counts what is done.
 *
 * <p>Depends on {@code rabbitmq}, which asks and publishes, on {@code ledger} for who says something, and on {@code notify}, which tells people.
 */
package io.cptm8.orchestratorm8.ring;
