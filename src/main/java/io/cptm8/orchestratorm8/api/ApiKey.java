package io.cptm8.orchestratorm8.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One key, as the file has it: never itself, only its SHA-256. A fast digest is right for it, since a key is 256 bits of chance and no word that
 * anybody could guess; what has not the form of a key is not looked for.
 *
 * @param digest 32 bytes
 */
record ApiKey(String name, Role role, byte[] digest) {

    private static final int BYTES = 32;
    private static final String MARK = "om8_";
    private static final Pattern FORM = Pattern.compile(MARK + "[A-Za-z0-9_-]{43}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /** A new key. It is told to nobody but the caller of this. */
    static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static boolean hasForm(String key) {
        return FORM.matcher(key).matches();
    }

    /** As it stands in a line of the file. */
    static String digestText(String key) {
        return HexFormat.of().formatHex(digestOf(key));
    }

    /** Takes as long whatever the difference is. */
    boolean is(byte[] digestOfKey) {
        return MessageDigest.isEqual(digest, digestOfKey);
    }

    static byte[] digestOf(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
