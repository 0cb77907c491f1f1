/**
 * Plays one scanner's file through: its own route, in this process, with a database and a broker that are made for it
 * and gone afterwards. Nothing of the installation's surroundings is read or written.
 *
 * <p>Depends on {@code launch} for the application and the services that are brought along, on {@code scanner} and
 * {@code config}; only {@code cli} depends on it.
 */
package io.cptm8.orchestratorm8.rehearsal;
