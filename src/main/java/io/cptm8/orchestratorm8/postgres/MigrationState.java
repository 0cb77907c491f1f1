package io.cptm8.orchestratorm8.postgres;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Our schema held against the migrations that this program has, each by its version and description.
 *
 * @param applied to the database, oldest first
 * @param pending that this program has and the database has not
 * @param failed half way; our PostgreSQL rolls each back, so this is what somebody else left
 * @param newer that the database has and this program does not know
 */
public record MigrationState(List<String> applied, List<String> pending, List<String> failed, List<String> newer) {

    static MigrationState of(MigrationInfo[] all) {
        return new MigrationState(
                named(all, each -> each.getState().isApplied()),
                named(
                        all,
                        each -> !each.getState().isApplied() && each.getState().isResolved()),
                named(all, each -> each.getState().isFailed()),
                named(
                        all,
                        each -> each.getState().isApplied() && !each.getState().isResolved()));
    }

    private static List<String> named(MigrationInfo[] all, Predicate<MigrationInfo> which) {
        return Arrays.stream(all)
                .filter(each -> each.getVersion() != null)
                .filter(which)
                .map(each -> each.getVersion() + " " + each.getDescription())
                .toList();
    }
}
