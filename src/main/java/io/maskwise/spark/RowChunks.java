package io.maskwise.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Gathers the rows of a task into chunks for the Parquet files that they go into, each file's in the order of its rows. */
final class RowChunks implements Iterator<Tuple2<RowKey, byte[]>> {
    private final Iterator<Tuple2<RowKey, EncodedRow>> rows;
    private final OpenChunks chunks = new OpenChunks();

    /**
     * The chunks of rows.
     *
     * @param plan where rows go; all that are encoded have a place
     */
    static JavaPairRDD<RowKey, byte[]> of(JavaRDD<DatasetRow> rows, Broadcast<DatasetPlan> plan) {
        // Not in TokenizedCorpus, which casts too: a class's casts are all deserialised with the types of the first of
        // them.
        return rows.filter(EncodedRow.class::isInstance)
                .map(EncodedRow.class::cast)
                .mapPartitionsToPair(partition -> new RowChunks(plan.value().placed(partition)));
    }

    RowChunks(Iterator<Tuple2<RowKey, EncodedRow>> rows) {
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        while (!chunks.hasNext() && rows.hasNext()) {
            Tuple2<RowKey, EncodedRow> row = rows.next();
            add(row._1(), row._2());
        }
        if (!chunks.hasNext()) {
            chunks.closeAll();
        }
        return chunks.hasNext();
    }

    private void add(RowKey key, EncodedRow row) {
        RowChunk open = chunks.of(key.partition());
        RowChunk chunk = open == null ? chunks.begin(key) : open;
        chunks.grown(key.partition(), chunk, chunk.add(row));
    }

    @Override
    public Tuple2<RowKey, byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Cannot read on: the task has no more rows");
        }
        return chunks.next();
    }
}
