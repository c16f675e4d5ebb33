package io.maskwise.spark;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import scala.Tuple2;

/**
 * Gathers the rows of a task into chunks for the Parquet files that they go into, each file's in the order of its rows.
 *
 * <p>Memory: {@value #OPEN_BYTES} bytes and the longest row, and room for {@value #SPARE_ROOMS} chunks.
 */
final class RowChunks implements Iterator<Tuple2<RowKey, byte[]>> {
    /** Of this size a chunk is closed. */
    static final int CHUNK_BYTES = 1 << 16;

    /** When all that are open are so large together, all are closed. */
    static final int OPEN_BYTES = 1 << 24;

    /** How many chunks' room is kept for later ones, so that it need not grow for each. */
    private static final int SPARE_ROOMS = 32;

    private final Iterator<Tuple2<RowKey, EncodedRow>> rows;
    private final TreeMap<Integer, RowChunk> open = new TreeMap<>();
    private final ArrayDeque<RowChunk> done = new ArrayDeque<>();
    private final ArrayDeque<NumberBytes> spare = new ArrayDeque<>();
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
        RowChunk chunk = open.computeIfAbsent(key.partition(), part -> new RowChunk(key, room()));
        openBytes += chunk.add(row);
        if (chunk.size() >= CHUNK_BYTES) {
            open.remove(key.partition());
            openBytes -= chunk.size();
            done.add(chunk);
        } else if (openBytes >= OPEN_BYTES) {
            closeAll();
        }
    }

    private NumberBytes room() {
        NumberBytes room = spare.poll();
        return room == null ? new NumberBytes() : room;
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
        RowChunk chunk = done.remove();
        Tuple2<RowKey, byte[]> closed = chunk.closed();
        if (spare.size() < SPARE_ROOMS && chunk.size() <= 2 * CHUNK_BYTES) { // what held a huge row is let go
            spare.add(chunk.room());
        }
        return closed;
    }
}
