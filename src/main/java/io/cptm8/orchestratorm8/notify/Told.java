package io.cptm8.orchestratorm8.notify;

/**
 * One message that is to be sent, as it stays however often that is tried.
 *
 * @param message for a person
 * @param messageId of this message alone
 */
record Told(Kind kind, String scanner, String message, String messageId) {}
