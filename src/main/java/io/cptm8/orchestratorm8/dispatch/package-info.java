/**
 * What becomes of a claimed request: the beans that the dispatching routes name, from the terms of a claim over the
 * guard and the message to the verdict that is written. The order in which they are used is in
 * {@code routes/templates}, not here.
 *
 * <p>Depends on {@code target} for names, on {@code scanner} and {@code config} for rules, and on
 * {@code postgres.listen} for one property, by which a run says that there is more. It sees broker and database only
 * through Camel's exchanges.
 */
package io.cptm8.orchestratorm8.dispatch;
