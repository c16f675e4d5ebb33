package io.maskwise.spark;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import scala.Tuple2;

/**
 * Gathers the rows of a task into chunks for the Parquet files that they go into, each file's in the order of its rows.
 *
 * <p>Memory: {@value #OPEN_BYTES} bytes and the longest row.
 */
final class RowChunks implements Iterator<Tuple2<RowKey, byte[]>> {
    /** Of this size a chunk is closed. */
    static final int CHUNK_BYTES = 1 << 16;

    /** When all that are open are so large together, all are closed. */
    static final int OPEN_BYTES = 1 << 24;

    private final Iterator<Tuple2<RowKey, EncodedRow>> rows;
    private final TreeMap<Integer, RowChunk> open = new TreeMap<>();
    private final ArrayDeque<RowChunk> done = new ArrayDeque<>();
    private long openBytes;

    RowChunks(Iterator<Tuple2<RowKey, EncodedRow>> rows) {
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        while (done.isEmpty() && rows.hasNext()) {
            Tuple2<RowKey, EncodedRow> row = rows.next();
            add(row._1(), row._2());
        }
        if (done.isEmpty()) {
            closeAll();
        }
        return !done.isEmpty();
    }

    private void add(RowKey key, EncodedRow row) {
        RowChunk chunk = open.computeIfAbsent(key.partition(), part -> new RowChunk(key));
        openBytes += chunk.add(row);
        if (chunk.size() >= CHUNK_BYTES) {
            open.remove(key.partition());
            openBytes -= chunk.size();
            done.add(chunk);
        } else if (openBytes >= OPEN_BYTES) {
            closeAll();
        }
    }

    private void closeAll() {
        done.addAll(open.values());
        open.clear();
        openBytes = 0;
    }

    @Override
    public Tuple2<RowKey, byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Cannot read on: the task has no more rows");
        }
        return done.remove().closed();
    }
}
