package io.cptm8.orchestratorm8.dispatch;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens of the claims that this instance has made and not settled: what a shutdown hands back. */
public final class Claims {

    private final Set<String> open = ConcurrentHashMap.newKeySet();

    String open() {
        var token = UUID.randomUUID().toString();
        open.add(token);
        return token;
    }

    void settled(String token) {
        open.remove(token);
    }

    /** Every token whose rows may still be held. */
    public Set<String> unsettled() {
        return Set.copyOf(open);
    }
}
