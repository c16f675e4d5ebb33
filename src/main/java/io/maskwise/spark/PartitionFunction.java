package io.maskwise.spark;

import java.io.Serializable;
import java.util.Iterator;

/**
 * What a task makes of a partition; sent as it is, so that it must hold nothing but what tasks need.
 *
 * @param <T> what is in the partition
 * @param <R> what the driver gets
 */
@FunctionalInterface
public interface PartitionFunction<T, R> extends Serializable {
    /**
     * Reads a partition.
     *
     * @param partition its number, from 0
     * @param rows what is in it
     */
    R call(int partition, Iterator<T> rows);
}
