package io.cptm8.orchestratorm8.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Whose fault it is that a request failed in its route: only what is its own is counted against it. */
final class Blame {

    private Blame() {}

    static String verdict(Throwable failure) {
        var depth = 0;
        for (var each = failure; each != null && depth++ < 20; each = each.getCause()) {
            if (ofSurroundings(each)) {
                return Verdict.FAILED;
            }
        }
        return Verdict.NOT_SENT;
    }

    /** Network, database, memory, or a route that is stopped. */
    private static boolean ofSurroundings(Throwable failure) {
        return failure instanceof IOException && !(failure instanceof JsonProcessingException)
                || failure instanceof com.rabbitmq.client.ShutdownSignalException
                || failure instanceof SQLException
                || failure instanceof RejectedExecutionException
                || failure instanceof TimeoutException
                || failure instanceof InterruptedException
                || failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }
}
