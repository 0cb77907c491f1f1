package io.cptm8.orchestratorm8.operate;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What a scanner was asked for by hand.
 *
 * @param count how many requests that makes
 * @param first of them, at most {@value Runs#SHOWN}
 * @param at when, by the database's clock; null: there are none
 */
public record Run(long count, List<Request> first, OffsetDateTime at) {

    /** One of its requests. @param name as it is in the database, hostile ones too */
    public record Request(long id, String domain, String name) {}
}
