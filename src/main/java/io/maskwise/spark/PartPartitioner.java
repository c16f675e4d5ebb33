package io.maskwise.spark;

import org.apache.spark.Partitioner;

/** Sends every row to the task that writes its Parquet file. */
final class PartPartitioner extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int parts;

    PartPartitioner(int parts) {
        this.parts = parts;
    }

    @Override
    public int numPartitions() {
        return parts;
    }

    @Override
    public int getPartition(Object key) {
        return ((RowKey) key).part();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartPartitioner partitioner && partitioner.parts == parts;
    }

    @Override
    public int hashCode() {
        return parts;
    }
}
