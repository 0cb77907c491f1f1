/**
 * What a person does with requests that are parked: finds them, asks for them again, gives them up.
 *
 * <p>Depends on {@code operate} for the audit, on {@code postgres} for sessions and on {@code config}. Why a request is parked it does not know.
 */
package io.cptm8.orchestratorm8.parked;
