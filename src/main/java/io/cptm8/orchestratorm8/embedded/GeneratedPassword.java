package io.cptm8.orchestratorm8.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that live as long as the process: loopback is shared by every user of a machine. */
final class GeneratedPassword {

    private static final int BYTES = 16;

    private GeneratedPassword() {}

    /** 32 hexadecimal digits, which need no escaping in an address, in SQL or in a shell. */
    static String next() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
