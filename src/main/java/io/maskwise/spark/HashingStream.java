package io.maskwise.spark;

import io.maskwise.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

/** Counts and hashes the bytes that pass. */
final class HashingStream extends DigestInputStream {
    private static final int BUFFER = 1 << 16;

    private long bytes;

    HashingStream(InputStream in) {
        super(in, Sha256.begin());
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        bytes += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        bytes += Math.max(0, read);
        return read;
    }

    /** Reads on to the end. */
    void drain() throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read = 0;
        while (read >= 0) {
            read = read(buffer, 0, buffer.length);
        }
    }

    /** The number of bytes that passed. */
    long bytes() {
        return bytes;
    }

    /** The hash of the bytes that passed, in lower-case hexadecimal; resets it. */
    String sha256() {
        return Sha256.hexadecimal(digest.digest());
    }
}
