/**
 * The files of {@code routes/} and what of them runs: judges all of them together, builds what is new in a throw-away
 * context, exchanges in the running one what a file has brought, and keeps what ran where that fails.
 *
 * <p>Depends on {@code gate} and {@code scanner} for what a file may say and on {@code yaml} for what is wrong with
 * one. It knows neither database nor broker.
 */
package io.cptm8.orchestratorm8.deploy;
