package io.cptm8.orchestratorm8.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A question to a service that may not answer. One is out at a time, however many monitors ask, and nobody waits
 * longer for it than a probe of Kubernetes does.
 */
final class Probe {

    private final String name;
    private final Callable<String> question;
    private final Duration limit;
    private CompletableFuture<String> asked;

    /** @param question answers with what is wrong; empty: nothing */
    Probe(String name, Callable<String> question, Duration limit) {
        this.name = name;
        this.question = question;
        this.limit = limit;
    }

    /** Asks, unless somebody else's question is still out, and does not wait. */
    synchronized CompletableFuture<String> ask() {
        if (asked == null || asked.isDone()) {
            var answer = new CompletableFuture<String>();
            asked = answer;
            var asking = new Thread(() -> answer(answer), "orchestratorm8-ready-" + name);
            asking.setDaemon(true);
            asking.start();
        }
        return asked;
    }

    private void answer(CompletableFuture<String> answer) {
        try {
            answer.complete(question.call());
        } catch (Exception e) {
            answer.completeExceptionally(e);
        }
    }

    /** What is wrong; empty: nothing. */
    String await(CompletableFuture<String> answer) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "does not answer within " + limit.toMillis() + " ms";
        } catch (ExecutionException e) {
            return "cannot be reached; the log has the reason";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was not waited for: this is stopping";
        }
    }
}
