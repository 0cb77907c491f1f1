package io.cptm8.orchestratorm8.operate;

/**
 * Something that a person does.
 *
 * @param who does it, as they say
 * @param action {@code hold}, {@code resume}, {@code run}
 * @param scanner null: every scanner
 */
public record Deed(String who, String action, String scanner) {}
