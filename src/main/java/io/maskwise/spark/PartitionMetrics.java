package io.maskwise.spark;

import io.maskwise.metrics.ClassificationMetrics;
import java.io.Serializable;

/**
 * What was measured on one file of a split.
 *
 * @param partition the file's place in the dataset
 * @param bucket the padded length of its rows
 * @param rows how many rows it has
 * @param seconds how long it took to measure them, once a network was made and the rows were read
 * @param lengths the measurement, by the lengths of the rows
 */
public record PartitionMetrics(String partition, int bucket, long rows, double seconds, MeasurementByLength lengths)
        implements Serializable {
    /** The measurement of all its rows. */
    public Measurement measurement() {
        return lengths.whole();
    }

    /** The measurement of the classes. */
    public ClassificationMetrics metrics() {
        return measurement().classes();
    }
}
