package io.maskwise.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a UTF-8 file, read as a stream.
 *
 * <p>A line ends with LF, with CR LF, or with the file. A byte order mark at the file's start is dropped, every other
 * character is kept. Memory: a fixed buffer and the longest line, which is capped.
 */
final class CorpusLines {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * EACH_BYTE;

    private final InputStream input;
    private final String file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private byte[] line = new byte[256];
    private int length;
    private boolean tooLong;
    private long number;

    CorpusLines(InputStream input, String file) {
        this.input = input;
        this.file = file;
    }

    /** The file's name. */
    String file() {
        return file;
    }

    /** The place of a line in the file. */
    SourcePosition position(long line) {
        return new SourcePosition(file, line);
    }

    /** The next line, or null at the end of the file. */
    @Nullable
    CorpusLine next() throws IOException {
        if (at == end && !fill()) {
            return null;
        }
        number++;
        length = 0;
        tooLong = false;
        boolean ended = take();
        while (!ended && fill()) {
            ended = take();
        }
        return tooLong ? new CorpusLine(number, "", LineFault.TOO_LONG) : decode();
    }

    private boolean fill() throws IOException {
        at = 0;
        int read = input.read(buffer);
        while (read == 0) { // nothing yet, which some streams say, is not the end
            read = input.read(buffer);
        }
        end = Math.max(0, read);
        return end > 0;
    }

    /** Moves bytes of the line out of the buffer; returns whether its end was there. */
    private boolean take() {
        int stop = endOfLine();
        append(stop - at);
        boolean ended = stop < end;
        at = ended ? stop + 1 : stop;
        return ended;
    }

    /** The place of the next line feed in the buffer, or the buffer's end: eight bytes at a time, as files are long. */
    private int endOfLine() {
        byte[] bytes = buffer;
        int place = at;
        for (; place <= end - Long.BYTES; place += Long.BYTES) {
            long others = (long) EIGHT_BYTES.get(bytes, place) ^ LINE_FEEDS; // a byte of it is 0 where a line ends
            long ends = (others - EACH_BYTE) & ~others & HIGHEST_BITS; // of those, the lowest is told without fail
            if (ends != 0) {
                return place + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
            }
        }
        while (place < end && bytes[place] != '\n') {
            place++;
        }
        return place;
    }

    private void append(int count) {
        tooLong |= count > CorpusParser.LONGEST_LINE - length;
        if (tooLong) {
            return;
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        System.arraycopy(buffer, at, line, length, count);
        length += count;
    }

    private CorpusLine decode() {
        int from = number == 1 && startsWithByteOrderMark() ? 3 : 0;
        int to = length > from && line[length - 1] == '\r' ? length - 1 : length;
        String text = new String(line, from, to - from, UTF_8);
        // A replacement character is an error, or stands in the file as such: only then is the strict look needed.
        if (text.indexOf('\uFFFD') >= 0 && !isWellFormed(ByteBuffer.wrap(line, from, to - from))) {
            return new CorpusLine(number, "", LineFault.INVALID_UTF8);
        }
        return new CorpusLine(number, text, LineFault.NONE);
    }

    private boolean startsWithByteOrderMark() {
        return length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }

    private static boolean isWellFormed(ByteBuffer bytes) {
        try {
            UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
