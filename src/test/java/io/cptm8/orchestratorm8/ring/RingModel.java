package io.cptm8.orchestratorm8.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The ring as it is on the broker, in minutes: each scanner works on one message, and its queue takes one more and drops the next, as
 * {@code x-max-length} 1 does. What happens at random is what the platform's scanners are known to do.
 */
final class RingModel {

    static final List<String> SCANNERS = List.of("asmm8", "naabum8", "katanam8", "num8");

    /** What a scanner hands over: said to the next, and heard by the ledger, or not. */
    record Said(int scanner, int times, boolean heard, boolean heardAgain, boolean taken) {}

    /** Minutes. */
    static final int LONGEST_HOP = 360;

    private static final int NONE = -1;

    private final Random random;
    private final boolean[] waiting = new boolean[SCANNERS.size()];
    private final int[] left = new int[SCANNERS.size()];
    private final boolean[] swallows = new boolean[SCANNERS.size()];
    private final boolean[] redelivered = new boolean[SCANNERS.size()];
    /** Before whom what this scanner hands over is taken; NONE: nobody's. */
    private int intercepted = NONE;

    int lost;
    int dropped;
    int rounds;

    RingModel(long seed) {
        random = new Random(seed);
        Arrays.fill(left, NONE);
    }

    boolean isWaiting(int scanner) {
        return waiting[scanner];
    }

    /** @param giver what it hands over next is taken, once; -1: nobody's */
    void intercept(int giver) {
        intercepted = giver;
    }

    int intercepted() {
        return intercepted;
    }

    void takeOut(int scanner) {
        waiting[scanner] = false;
    }

    /** A start; dropped when one waits. */
    void publish(int scanner) {
        if (waiting[scanner]) {
            dropped++;
        }
        waiting[scanner] = true;
    }

    /** Where messages are: a scanner stands twice when one waits behind the one that it works on. */
    List<Integer> tokens() {
        var tokens = new ArrayList<Integer>();
        for (var i = 0; i < SCANNERS.size(); i++) {
            if (waiting[i]) {
                tokens.add(i);
            }
            if (left[i] != NONE) {
                tokens.add(i);
            }
        }
        return tokens;
    }

    /** So many minutes pass. @param faults whether anything goes wrong in them */
    List<Said> pass(int minutes, boolean faults) {
        var said = new ArrayList<Said>();
        for (var i = 0; i < SCANNERS.size(); i++) {
            if (left[i] != NONE) {
                left[i] -= minutes;
                if (left[i] <= 0) {
                    end(i, faults, said);
                }
            }
        }
        for (var i = 0; i < SCANNERS.size(); i++) {
            if (left[i] == NONE && waiting[i]) {
                waiting[i] = false;
                begin(i, faults);
            }
        }
        return said;
    }

    private void begin(int scanner, boolean faults) {
        var chance = faults ? random.nextInt(1000) : 999;
        swallows[scanner] = chance < 8;
        redelivered[scanner] = chance >= 8 && chance < 16;
        var slow = chance >= 16 && chance < 24;
        left[scanner] = slow ? 60 + random.nextInt(LONGEST_HOP - 60) : 15 + random.nextInt(11);
    }

    private void end(int scanner, boolean faults, List<Said> said) {
        left[scanner] = NONE;
        if (swallows[scanner]) {
            lost++;
            return;
        }
        if (redelivered[scanner]) {
            // Its channel was closed: the message is in the queue again, unless another has its place.
            publish(scanner);
            return;
        }
        var chance = faults ? random.nextInt(1000) : 999;
        var times = chance < 8 ? 2 : 1;
        var taken = scanner == intercepted ? 1 : 0;
        if (taken == 1) {
            intercepted = NONE;
        }
        for (var i = taken; i < times; i++) {
            publish((scanner + 1) % SCANNERS.size());
        }
        if (scanner == SCANNERS.size() - 1) {
            rounds++;
        }
        said.add(new Said(scanner, times, chance < 8 || chance >= 16, chance >= 16 && chance < 66, taken == 1));
    }
}
