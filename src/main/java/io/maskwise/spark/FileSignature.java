package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Files that are often taken for UTF-8 text, known by their first two bytes. */
enum FileSignature {
    GZIP(0x1f, 0x8b, "is compressed by gzip (its name must end in .gz, and it must be compressed once)"),
    UTF_16_BIG_ENDIAN(0xfe, 0xff, "is UTF-16 (save it as UTF-8)"),
    UTF_16_LITTLE_ENDIAN(0xff, 0xfe, "is UTF-16 (save it as UTF-8)");

    private final int first;
    private final int second;
    private final String complaint;

    FileSignature(int first, int second, String complaint) {
        this.first = first;
        this.second = second;
        this.complaint = complaint;
    }

    /**
     * The same content, once its first bytes were looked at.
     *
     * @throws MaskwiseException with exit 3 if they are of no text
     */
    static InputStream refuseOthersThanText(InputStream content, CorpusFile file) throws IOException {
        PushbackInputStream looked = new PushbackInputStream(content, 2);
        byte[] begin = looked.readNBytes(2);
        looked.unread(begin);
        for (FileSignature signature : values()) {
            if (signature.begins(begin)) {
                throw MaskwiseException.input(
                        "Cannot read %s of the split %s: it %s", file.displayPath(), file.split(), signature.complaint);
            }
        }
        return looked;
    }

    /**
     * The same content, which shall be gzip, once its first bytes were looked at: what decompresses it tells a file that
     * ends early from one that is none only where that is long enough.
     *
     * @throws IOException if it is none
     */
    static InputStream requireGzip(InputStream content) throws IOException {
        PushbackInputStream looked = new PushbackInputStream(content, 2);
        byte[] begin = looked.readNBytes(2);
        if (!GZIP.begins(begin)) {
            throw new IOException("not a gzip file");
        }
        looked.unread(begin);
        return looked;
    }

    private boolean begins(byte[] begin) {
        return begin.length == 2 && (begin[0] & 0xff) == first && (begin[1] & 0xff) == second;
    }
}
