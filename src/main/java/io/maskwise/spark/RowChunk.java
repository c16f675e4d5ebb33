package io.maskwise.spark;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/** Rows that go into one Parquet file one after the other, as bytes, so that a shuffle carries few objects. */
final class RowChunk {
    private final RowKey first;
    private final NumberBytes bytes;

    /**
     * @param first the place of its first row, which puts chunks in order as it would put rows
     * @param room where the rows are written until it is closed
     */
    RowChunk(RowKey first, NumberBytes room) {
        this.first = first;
        this.bytes = room;
        room.clear();
    }

    /** Adds a row and returns how many bytes that took. */
    int add(EncodedRow row) {
        byte[] id = row.id().getBytes(StandardCharsets.UTF_8);
        return add(id, id.length, row.tokens(), row.tokens().length, row.labels(), row.labels().length);
    }

    /** Adds a row that the beginnings of these hold: its id in UTF-8, its tokens and its labels. */
    int add(byte[] id, int idLength, int[] tokens, int tokenCount, int[] labels, int labelCount) {
        int before = bytes.size();
        bytes.bytes(id, idLength);
        bytes.numbers(tokens, tokenCount);
        bytes.numbers(labels, labelCount);
        return bytes.size() - before;
    }

    int size() {
        return bytes.size();
    }

    /** Where the rows were written; somebody else's once it is closed. */
    NumberBytes room() {
        return bytes;
    }

    /** What a shuffle carries. */
    Tuple2<RowKey, byte[]> closed() {
        return new Tuple2<>(first, bytes.toArray());
    }

    /** The rows of a closed chunk. */
    static Iterator<UnpaddedRow> rows(byte[] closed) {
        return new Rows(new NumberReader(closed));
    }

    private record Rows(NumberReader bytes) implements Iterator<UnpaddedRow> {
        @Override
        public boolean hasNext() {
            return bytes.hasMore();
        }

        @Override
        public UnpaddedRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException("Cannot read on: the chunk has no more rows");
            }
            return new UnpaddedRow(bytes.bytes(), bytes.numbers(), bytes.numbers());
        }
    }
}
