package io.maskwise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower-case hexadecimal: how everything that must stay the same is named. */
public final class Sha256 {
    private Sha256() {}

    /** The digest of the bytes. */
    public static String of(byte[] bytes) {
        return hexadecimal(begin().digest(bytes));
    }

    /** The digest of the text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** A digest to be fed piece by piece. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Cannot hash: every JDK must know SHA-256", impossible);
        }
    }

    /** How a finished digest is written. */
    public static String hexadecimal(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
