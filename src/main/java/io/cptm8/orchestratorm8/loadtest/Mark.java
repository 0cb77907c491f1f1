package io.cptm8.orchestratorm8.loadtest;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * What the domains of one run have in common, so that they and no others are counted and removed.
 *
 * <p>Their ids are UUIDs of version 8, which nobody makes at random, and lie in a range of the run's own, so that the
 * indexes find them whatever else is in the tables. Their names end in {@code example}, which RFC 6761 reserves: nobody
 * owns one, and nothing answers there.
 *
 * @param run eight hexadecimal digits
 */
record Mark(String run) {

    private static final long MIDDLE = 0x10ad_8e57L;
    private static final long VARIANT = 0x8000L << 48;
    private static final long NUMBERS = (1L << 48) - 1;

    /** Odd, so that there is a way back: neighbours get places far from each other in the index, as random ids do. */
    private static final long SPREAD = 0x9E37_79B9_7F4BL;

    private static final long GATHER =
            BigInteger.valueOf(SPREAD).modInverse(BigInteger.ONE.shiftLeft(48)).longValue();

    static Mark fresh() {
        return new Mark("%08x".formatted(new SecureRandom().nextInt()));
    }

    String company() {
        return "orchestratorm8 loadtest " + run;
    }

    String name(int number) {
        return "d" + number + ending();
    }

    /** Every name of the run, as LIKE has it. */
    String names() {
        return "d%" + ending();
    }

    UUID id(int number) {
        return at(number * SPREAD & NUMBERS);
    }

    /** Which of the run's domains has this id. */
    static int number(UUID id) {
        return (int) ((id.getLeastSignificantBits() & NUMBERS) * GATHER & NUMBERS);
    }

    UUID first() {
        return at(0);
    }

    UUID last() {
        return at(NUMBERS);
    }

    private String ending() {
        return ".r" + run + ".loadtest.example";
    }

    private UUID at(long place) {
        return new UUID(Long.parseLong(run, 16) << 32 | MIDDLE, VARIANT | place);
    }
}
