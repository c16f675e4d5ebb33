package io.maskwise.training;

import io.maskwise.model.ReadRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Places of a vector, cut into pieces that a processor's first cache holds. */
final class Pieces {
    static final int LONGEST = 1 << 11;

    private final List<Piece> pieces = new ArrayList<>();
    private long values;

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

    private void add(int from, ReadRows table) {
        int begin = from + table.start();
        table.read().stream().forEach(row -> add(begin + row * table.units(), begin + (row + 1) * table.units()));
    }

    private void add(int from, int to) {
        for (int at = from; at < to; at += LONGEST) {
            int count = Math.min(LONGEST, to - at);
            pieces.add(new Piece(at, count));
            values += count;
        }
    }

    /** How many places there are. */
    long values() {
        return values;
    }

    /** One of so many parts, of about as many values each. */
    List<Piece> part(int part, int parts) {
        return pieces.subList(firstOf(part, parts), firstOf(part + 1, parts));
    }

    private int firstOf(int part, int parts) {
        long before = 0;
        int piece = 0;
        while (piece < pieces.size() && before < values * part / parts) {
            before += pieces.get(piece++).count();
        }
        return part == parts ? pieces.size() : piece;
    }
}
