package io.cptm8.orchestratorm8.rabbitmq.publish;

/** A message that no broker could take, whatever it is tried. */
final class UnsendableException extends Exception {

    private static final long serialVersionUID = 1;

    UnsendableException(String message) {
        super(message);
    }
}
