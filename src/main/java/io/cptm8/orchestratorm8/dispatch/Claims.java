package io.cptm8.orchestratorm8.dispatch;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Tokens of the claims that this instance has made and not settled: what a shutdown hands back. */
public final class Claims {

    private final Map<String, String> open = new ConcurrentHashMap<>();

    String open(String scanner) {
        var token = UUID.randomUUID().toString();
        open.put(token, scanner);
        return token;
    }

    void settled(String token) {
        open.remove(token);
    }

    /** Every token whose rows may still be held. */
    public Set<String> unsettled() {
        return Set.copyOf(open.keySet());
    }

    /** How many there are. */
    public int count() {
        return open.size();
    }

    /** Those of one scanner. */
    public Set<String> unsettled(String scanner) {
        return open.entrySet().stream()
                .filter(claim -> claim.getValue().equals(scanner))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Somebody else may have them now. */
    public void handedBack(Set<String> tokens) {
        open.keySet().removeAll(tokens);
    }
}
