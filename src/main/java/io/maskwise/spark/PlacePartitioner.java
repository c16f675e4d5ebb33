package io.maskwise.spark;

import org.apache.spark.Partitioner;

/** Sends each row to the partition that its {@link RowPlace} names. */
final class PlacePartitioner extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    PlacePartitioner(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
        return partitions;
    }

    @Override
    public int getPartition(Object key) {
        return ((RowPlace) key).partition();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlacePartitioner partitioner && partitioner.partitions == partitions;
    }

    @Override
    public int hashCode() {
        return partitions;
    }
}
