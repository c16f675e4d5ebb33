package io.maskwise.spark;

import io.maskwise.text.SourcePosition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.util.KnownSizeEstimation;

/**
 * Examples that stand in a file one after the other, as they wait to be encoded: bytes, a fiftieth of what the objects
 * would take that they are made of.
 *
 * @param file the index of the file
 * @param name the file's name in the places of the examples
 * @param splits the splits that examples go to
 * @param newNames the tokens and labels that stand in the file for the first time, in the order of their numbers
 * @param bytes the rows
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
record PackedRows(int file, String name, List<String> splits, List<String> newNames, byte[] bytes)
        implements ReadItem, KnownSizeEstimation {
    /** What a record, its lists and its array take besides their contents. */
    private static final long OBJECT_BYTES = 128;

    /** What a reference and a string take besides its characters. */
    private static final long STRING_BYTES = 48;

    /** About how much memory it takes; else Spark would find that out, again and again, by looking at all its objects. */
    @Override
    public long estimatedSize() {
        long size = OBJECT_BYTES + bytes.length;
        for (String newName : newNames) {
            size += STRING_BYTES + (long) Character.BYTES * newName.length();
        }
        return size;
    }

    /** The rows, each of which is a {@link PackedRow}. */
    Iterator<PackedRow> rows() {
        return new Rows(new NumberReader(bytes));
    }

    private final class Rows implements Iterator<PackedRow> {
        private final NumberReader bytes;

        Rows(NumberReader bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean hasNext() {
            return bytes.hasMore();
        }

        @Override
        public PackedRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException("Cannot read on: the block has no more rows");
            }
            RowOrigin origin = new RowOrigin(file, bytes.number(), splits.get((int) bytes.number()));
            SourcePosition position = new SourcePosition(name, bytes.number(), bytes.text());
            return new PackedRow(
                    origin, position, bytes.numbers(), bytes.numbers(), bytes.numbers(), (int) bytes.number());
        }
    }

    /** Writes rows of one file name until it is closed. */
    static final class Builder {
        private final int file;
        private final String name;
        private final List<String> splits = new ArrayList<>();
        private final List<String> newNames = new ArrayList<>();
        private final NumberBytes bytes;

        /** @param room where the rows are written until it is closed */
        Builder(int file, String name, NumberBytes room) {
            this.file = file;
            this.name = name;
            this.bytes = room;
            room.clear();
        }

        /** Whether a row of such a place may go into it. */
        boolean takes(RowOrigin origin, SourcePosition position) {
            return file == origin.file() && name.equals(position.file());
        }

        void newName(String next) {
            newNames.add(next);
        }

        void add(PackedRow row) {
            bytes.number(row.origin().ordinal());
            bytes.number(split(row.origin().split()));
            bytes.number(row.position().line());
            bytes.text(row.position().ownId());
            bytes.numbers(row.tokens());
            bytes.numbers(row.labels());
            bytes.numbers(row.target());
            bytes.number(row.tokensCut());
        }

        private int split(String split) {
            int index = splits.indexOf(split);
            if (index < 0) {
                splits.add(split);
                return splits.size() - 1;
            }
            return index;
        }

        int size() {
            return bytes.size();
        }

        PackedRows closed() {
            return new PackedRows(file, name, List.copyOf(splits), List.copyOf(newNames), bytes.toArray());
        }
    }
}
