package io.maskwise.training;

import io.maskwise.model.ReadRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Places of a vector, cut into pieces that a processor's first cache holds. */
final class Pieces {
    static final int LONGEST = 1 << 11;

    private int[] starts = new int[16];
    /** How many places there are before each piece, and at the end all of them. */
    private long[] before = new long[17];

    private int count;

    /** Some places side by side. */
    record Piece(int start, int count) {}

    private Pieces() {}

    /** All places of a vector. */
    static Pieces of(int length) {
        Pieces whole = new Pieces();
        whole.add(0, length);
        return whole;
    }

    /**
     * The places that are no row of some tables, and the rows that were read.
     *
     * @param length of the vector, which has the places of all parameters once or several times
     * @param parameters how many there are
     */
    static Pieces without(List<ReadRows> tables, int length, int parameters) {
        Pieces places = new Pieces();
        List<ReadRows> inOrder =
                tables.stream().sorted(Comparator.comparingInt(ReadRows::start)).toList();
        for (int from = 0; from < length; from += parameters) {
            int done = from;
            for (ReadRows table : inOrder) {
                places.add(done, from + table.start());
                places.add(from, table);
                done = from + table.end();
            }
            places.add(done, from + parameters);
        }
        return places;
    }

    /** Rows side by side are in one piece. */
    private void add(int from, ReadRows table) {
        int begin = from + table.start();
        BitSet read = table.read();
        for (int first = read.nextSetBit(0); first >= 0; ) {
            int end = read.nextClearBit(first);
            add(begin + first * table.units(), begin + end * table.units());
            first = read.nextSetBit(end);
        }
    }

    private void add(int from, int to) {
        for (int at = from; at < to; at += LONGEST) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                before = Arrays.copyOf(before, 2 * count + 1);
            }
            starts[count] = at;
            before[count + 1] = before[count] + Math.min(LONGEST, to - at);
            count++;
        }
    }

    /** How many places there are. */
    long values() {
        return before[count];
    }

    /** One of so many parts, of about as many values each. */
    List<Piece> part(int part, int parts) {
        List<Piece> pieces = new ArrayList<>();
        for (int piece = firstOf(part, parts); piece < firstOf(part + 1, parts); piece++) {
            pieces.add(new Piece(starts[piece], (int) (before[piece + 1] - before[piece])));
        }
        return pieces;
    }

    /** The first piece before which there are as many places as all parts before this one should have. */
    private int firstOf(int part, int parts) {
        if (part == parts) {
            return count;
        }
        int found = Arrays.binarySearch(before, 0, count, values() * part / parts);
        return found < 0 ? -found - 1 : found;
    }
}
