package io.maskwise.spark;

import io.maskwise.metrics.ClassificationMetrics;
import java.io.Serializable;

/**
 * What was measured on one file of a split.
 *
 * @param partition the file's place in the dataset
 * @param bucket the padded length of its rows
 * @param rows how many rows it has
 * @param seconds how long its task took
 * @param measurement the measurement
 */
public record PartitionMetrics(String partition, int bucket, long rows, double seconds, Measurement measurement)
        implements Serializable {
    /** The measurement of the classes. */
    public ClassificationMetrics metrics() {
        return measurement.classes();
    }
}
