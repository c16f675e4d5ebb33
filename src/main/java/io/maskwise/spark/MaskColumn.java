package io.maskwise.spark;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** Masks, each of which is one run of real steps: a bit for each step, the first in a byte's lowest. */
final class MaskColumn extends ListColumn {
    private static final int ALL_BITS = 0xFF;

    private byte[] bits = new byte[1 << 10];
    private long steps;
    private boolean anyReal;
    private boolean anyPadding;

    MaskColumn(Place place) {
        super(place);
    }

    /** Writes the mask of a row whose steps {@code [from, to)} are real. */
    void write(int from, int to) throws IOException {
        long end = steps + bound();
        int bytes = Math.toIntExact((end + Byte.SIZE - 1) / Byte.SIZE);
        if (bytes > bits.length) {
            bits = Arrays.copyOf(bits, Math.max(bytes, 2 * bits.length));
        }
        set(steps + from, steps + to);
        steps = end;
        anyReal |= to > from;
        anyPadding |= to - from < bound();
        endRow();
    }

    private void set(long from, long to) {
        if (from == to) {
            return;
        }
        int first = (int) (from / Byte.SIZE);
        int last = (int) ((to - 1) / Byte.SIZE);
        int firstBits = ALL_BITS << (from % Byte.SIZE);
        int lastBits = ALL_BITS >>> (Byte.SIZE - 1 - (to - 1) % Byte.SIZE);
        if (first == last) {
            bits[first] |= (byte) (firstBits & lastBits);
            return;
        }
        bits[first] |= (byte) firstBits;
        Arrays.fill(bits, first + 1, last, (byte) ALL_BITS);
        bits[last] |= (byte) lastBits;
    }

    @Override
    BytesInput takeValues(Statistics<?> statistics) {
        if (anyReal) {
            statistics.updateStats(true);
        }
        if (anyPadding) {
            statistics.updateStats(false);
        }
        byte[] page = Arrays.copyOf(bits, Math.toIntExact((steps + Byte.SIZE - 1) / Byte.SIZE));
        Arrays.fill(bits, 0, page.length, (byte) 0);
        steps = 0;
        anyReal = false;
        anyPadding = false;
        return BytesInput.from(page);
    }

    @Override
    Encoding encoding() {
        return Encoding.PLAIN;
    }

    @Override
    long size() {
        return super.size() + steps / Byte.SIZE;
    }
}
