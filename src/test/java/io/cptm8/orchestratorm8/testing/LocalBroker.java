package io.cptm8.orchestratorm8.testing;

/** A broker inside this JVM, what tests get where no RabbitMQ is on the machine: where it is, and how it ends. */
record LocalBroker(BrokerAddress address, Runnable end) {}
