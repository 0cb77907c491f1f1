/**
 * Faults of a production night, injected into real processes while rows are written, and what came of every row: counted outside the
 * application, by the rows that committed and the messages that lie in the queue.
 */
package io.cptm8.orchestratorm8.faults;
