package io.cptm8.orchestratorm8.why;

import java.util.List;

/**
 * All there is to say of a domain. Texts of the platform and of strangers are as they are in the database, hostile ones too.
 *
 * @param company null: none
 * @param scanners those that ask by themselves and those that were asked; none has anything to do with a disabled domain
 * @param rings where the tokens of the rings are at this moment
 * @param instances of this program that are seen to listen on the database; without one nothing is sent
 * @param led whether one of them leads; without a leader no ring is started and nothing is asked for at its scheduled time
 */
public record Answer(
        String id,
        String name,
        String company,
        boolean enabled,
        List<ScannerAnswer> scanners,
        List<RingAnswer> rings,
        int instances,
        boolean led) {}
