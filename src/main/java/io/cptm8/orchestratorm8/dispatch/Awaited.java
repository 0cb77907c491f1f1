package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.rabbitmq.publish.Word;
import java.util.concurrent.CompletableFuture;

/**
 * A request whose message is with the broker, which has not spoken yet.
 *
 * @param waitedMillis from the change until the claim
 * @param lapsed whether an earlier claim of it came to no end that is known
 */
record Awaited(long request, String messageId, long waitedMillis, boolean lapsed, CompletableFuture<Word> word) {}
