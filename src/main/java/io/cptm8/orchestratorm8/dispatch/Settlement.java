package io.cptm8.orchestratorm8.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What became of one claimed batch, in the columns that settle.sql takes; and, for a ring start, what of it is left
 * to start a ring for.
 */
public final class Settlement {

    private final List<Long> requests = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> messageIds = new ArrayList<>();
    private final List<Awaited> awaited = new ArrayList<>();
    private int domains;
    private long firstRequest = Long.MAX_VALUE;
    private int firstGeneration;
    private long longestWaitMillis;
    private long digest;
    private boolean anyLapsed;
    private int writes;
    private int unwritten;

    void settle(Long request, String verdict, String error, String messageId) {
        unwritten++;
        requests.add(request);
        verdicts.add(verdict);
        errors.add(error);
        messageIds.add(messageId);
    }

    void await(Awaited request) {
        awaited.add(request);
    }

    List<Awaited> awaited() {
        return awaited;
    }

    /** @param lapsed whether an earlier claim of it came to no end that is known */
    void keep(long request, int generation, long waitedMillis, boolean lapsed) {
        domains++;
        anyLapsed |= lapsed;
        digest += StartId.mix(request, generation);
        longestWaitMillis = Math.max(longestWaitMillis, waitedMillis);
        if (request < firstRequest) {
            firstRequest = request;
            firstGeneration = generation;
        }
    }

    public Long[] getRequests() {
        return requests.toArray(Long[]::new);
    }

    public String[] getVerdicts() {
        return verdicts.toArray(String[]::new);
    }

    public String[] getErrors() {
        return errors.toArray(String[]::new);
    }

    /** To be called each time that it was given to the database; answers how often that was. */
    int countWrite() {
        return ++writes;
    }

    /** With the rows written this time and those to be written yet; answers how many others there were, which the claim holds no more. */
    int countRefused(int written, int left) {
        var refused = unwritten - written - left;
        unwritten = left;
        return refused;
    }

    /** Requests that have a verdict. */
    public int getSettled() {
        return requests.size();
    }

    /** Domains that passed the guard and have no verdict yet. */
    public int getDomains() {
        return domains;
    }

    /** Message ids of those requests. */
    List<String> messageIdsOf(Set<Object> written) {
        return IntStream.range(0, requests.size())
                .filter(i -> written.contains(requests.get(i)))
                .mapToObj(messageIds::get)
                .toList();
    }

    boolean isNotSent(Object request) {
        var place = requests.indexOf(request);
        return place >= 0 && Verdict.NOT_SENT.equals(verdicts.get(place));
    }

    long firstRequest() {
        return firstRequest;
    }

    int firstGeneration() {
        return firstGeneration;
    }

    /** Stands for exactly these requests with these generations, in any order. */
    long digest() {
        return digest;
    }

    boolean anyLapsed() {
        return anyLapsed;
    }

    long longestWaitMillis() {
        return longestWaitMillis;
    }
}
