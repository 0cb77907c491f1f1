package io.cptm8.orchestratorm8.postgres.listen;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out for all routes at once which of them have work, and wakes those: at each notification, once more a little
 * later, and at each sweep.
 *
 * <p>If each looked by itself, an idle system would cost as many looks as it has routes. What cannot be found out
 * counts as work for everybody: each then looks by itself, and says what it met.
 */
final class Lookout implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final Question question;
    private final List<PgListenConsumer> consumers = new CopyOnWriteArrayList<>();
    private boolean rung;
    /** In {@link System#nanoTime}. */
    private long nextLook = System.nanoTime();

    /** @param question null: everybody is woken whenever there may be work */
    Lookout(Question question) {
        this.question = question;
    }

    void add(PgListenConsumer consumer) {
        consumers.add(consumer);
        lookWithin(consumer.sweepMillis());
    }

    void remove(PgListenConsumer consumer) {
        consumers.remove(consumer);
    }

    /** There may be work for anybody. Returns at once. */
    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Looks no later than this much from now. */
    synchronized void lookWithin(long millis) {
        var at = in(millis);
        if (at - nextLook < 0) {
            nextLook = at;
            notifyAll();
        }
    }

    /** Until it is interrupted. */
    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                awaitNextLook();
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitNextLook() throws InterruptedException {
        while (!rung && nextLook - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, nextLook - System.nanoTime());
        }
        // Before the look: what a consumer asks for while it runs must count.
        nextLook = in(shortest(rung));
        rung = false;
    }

    /** After a ring another may come to pass in silence: a writer who commits a moment after the one who rang. */
    private long shortest(boolean afterRing) {
        return consumers.stream()
                .mapToLong(each -> afterRing ? each.lookAgainMillis() : each.sweepMillis())
                .min()
                .orElse(TimeUnit.HOURS.toMillis(1));
    }

    private void look() {
        var able = consumers.stream().filter(PgListenConsumer::mayRun).toList();
        if (able.isEmpty()) {
            return;
        }
        var withWork = withWork();
        able.stream()
                .filter(each -> withWork == null || withWork.contains(each.getRouteId()))
                .forEach(PgListenConsumer::wake);
    }

    /** Null: nobody knows. */
    private Set<String> withWork() {
        try {
            return question == null ? null : question.answer();
        } catch (Exception unanswered) {
            LOG.debug("Which routes have work could not be found out; each looks by itself.", unanswered);
            return null;
        }
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
