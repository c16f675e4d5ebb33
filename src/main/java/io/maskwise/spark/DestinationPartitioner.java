package io.maskwise.spark;

import org.apache.spark.Partitioner;

/** Sends each row to the partition that its {@link Destined} key says. */
final class DestinationPartitioner extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    DestinationPartitioner(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
        return partitions;
    }

    @Override
    public int getPartition(Object key) {
        return ((Destined) key).partition();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DestinationPartitioner partitioner && partitioner.partitions == partitions;
    }

    @Override
    public int hashCode() {
        return partitions;
    }
}
