package io.cptm8.orchestratorm8.dispatch;

/**
 * Message id of a ring start: of the request with the lowest id and, when it answers more than that one, of how many
 * others and which.
 *
 * <p>The same requests, gathered again after the broker's word was lost, make the same id. Others make another, since
 * a start that was accepted without them says nothing about them.
 */
final class StartId {

    private StartId() {}

    static String of(String scanner, long firstRequest, int firstGeneration, int requests, long digest) {
        var first = Guard.messageId(scanner, firstRequest, firstGeneration);
        return requests == 1 ? first : first + "+" + (requests - 1) + ":" + Long.toHexString(digest);
    }

    /** Spreads a request and its generation over 64 bits (the finalizer of MurmurHash3), fit to be summed up. */
    static long mix(long request, int generation) {
        var bits = request * 0x9E3779B97F4A7C15L + generation;
        bits = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
        bits = (bits ^ (bits >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return bits ^ (bits >>> 33);
    }
}
