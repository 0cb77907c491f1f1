/**
 * The settings: {@code application.properties}, the environment and files of secrets become typed values within bounds,
 * or a list of everything that is wrong.
 *
 * <p>Depends on no other room, and on no library, so that a wrong setting is said before anything else can fail.
 */
package io.cptm8.orchestratorm8.config;
