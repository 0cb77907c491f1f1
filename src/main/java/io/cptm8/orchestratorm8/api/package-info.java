/**
 * The API over HTTP: {@code api/openapi.yaml} is the contract, {@link io.cptm8.orchestratorm8.api.Gatekeeper} lets in what keeps to it, by who may, and
 * a statement of {@code api/} answers each operation.
 *
 * <p>Depends on {@code why}, on {@code operate} for which domain is meant and, for connections, on nothing but a {@code DataSource}. Everything it changes it changes by the schema's own
 * functions, which write the audit.
 */
package io.cptm8.orchestratorm8.api;
