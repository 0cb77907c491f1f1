package io.cptm8.orchestratorm8.why;

import java.util.List;

/**
 * All there is to say of a domain. Texts of the platform and of strangers are as they are in the database, hostile ones too.
 *
 * @param company null: none
 * @param scanners those that ask by themselves and those that were asked; none has anything to do with a disabled domain
 * @param rings where the tokens of the rings are at this moment
 */
public record Answer(
        String id,
        String name,
        String company,
        boolean enabled,
        List<ScannerAnswer> scanners,
        List<RingAnswer> rings) {}
