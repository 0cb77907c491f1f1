package io.cptm8.orchestratorm8.api;

/**
 * Who calls.
 *
 * @param name of the key; it stands in the audit
 */
record Caller(String name, Role role) {}
