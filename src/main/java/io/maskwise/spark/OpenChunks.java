package io.maskwise.spark;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The chunks that a task writes rows into, one for each Parquet file, until they are large enough.
 *
 * <p>Memory: twice {@value #OPEN_BYTES} bytes and the longest row, and the room of {@value #SPARE_ROOMS} closed chunks.
 */
final class OpenChunks {
    /** Of this size a chunk is closed. */
    static final int CHUNK_BYTES = 1 << 16;

    /** When all that are open are so large together, all are closed. */
    static final int OPEN_BYTES = 1 << 24;

    /** How many chunks' room is kept for the next of the same file, so that it need not grow for each. */
    private static final int SPARE_ROOMS = 32;

    /** The chunk of each file, by its index. */
    private @Nullable RowChunk[] open = new RowChunk[16];

    private final ArrayDeque<RowChunk> done = new ArrayDeque<>();
    private final HashMap<Integer, NumberBytes> spare = new HashMap<>();
    private long openBytes;

    /** The chunk of a file; nothing if none is open. */
    @Nullable
    RowChunk of(int partition) {
        return partition < open.length ? open[partition] : null;
    }

    /** A new chunk for a file that has none open, whose first row is this. */
    RowChunk begin(RowKey first) {
        int partition = first.partition();
        if (partition >= open.length) {
            open = Arrays.copyOf(open, 2 * partition);
        }
        NumberBytes room = spare.remove(partition);
        RowChunk chunk = new RowChunk(first, room == null ? new NumberBytes() : room);
        open[partition] = chunk;
        return chunk;
    }

    /** Closes what is large enough, once a row of so many bytes was written into a file's chunk. */
    void grown(int partition, RowChunk chunk, int bytes) {
        openBytes += bytes;
        if (chunk.size() >= CHUNK_BYTES) {
            open[partition] = null;
            openBytes -= chunk.size();
            done.add(chunk);
        } else if (openBytes >= OPEN_BYTES) {
            closeAll();
        }
    }

    /** Closes all, in the order of their files. */
    void closeAll() {
        for (int partition = 0; partition < open.length; partition++) {
            RowChunk chunk = open[partition];
            if (chunk != null) {
                done.add(chunk);
                open[partition] = null;
            }
        }
        openBytes = 0;
    }

    /** Whether one is closed and was not taken yet. */
    boolean hasNext() {
        return !done.isEmpty();
    }

    /** One that is closed, those that were closed first before others. */
    Tuple2<RowKey, byte[]> next() {
        RowChunk chunk = done.remove();
        Tuple2<RowKey, byte[]> closed = chunk.closed();
        if (spare.size() < SPARE_ROOMS && chunk.size() <= 2 * CHUNK_BYTES) { // what held a huge row is let go
            spare.put(closed._1().partition(), chunk.room());
        }
        return closed;
    }
}
