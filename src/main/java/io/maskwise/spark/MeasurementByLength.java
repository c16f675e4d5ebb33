package io.maskwise.spark;

import io.maskwise.sequence.LengthRange;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is measured of rows, apart for each range of lengths, as sums that merge.
 *
 * <p>A row's length is that of its text in tokens, without padding: however rows are padded and put into buckets, each
 * counts in the same range. The ranges add up to the whole, bit for bit.
 */
public final class MeasurementByLength implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int classes;
    private final TreeMap<LengthRange, Measurement> ranges = new TreeMap<>();

    /** The measurement of nothing yet. */
    MeasurementByLength(int classes) {
        this.classes = classes;
    }

    /** The sums of a range, to add to. */
    Measurement of(LengthRange range) {
        return ranges.computeIfAbsent(range, absent -> Measurement.empty(classes));
    }

    /** The measurement of the rows of both, which stay as they are. */
    MeasurementByLength merge(MeasurementByLength other) {
        MeasurementByLength sum = new MeasurementByLength(classes);
        sum.addAll(this);
        sum.addAll(other);
        return sum;
    }

    private void addAll(MeasurementByLength other) {
        other.ranges.forEach((range, measurement) -> ranges.put(range, of(range).merge(measurement)));
    }

    /** The measurement of each range that has rows. */
    public SortedMap<LengthRange, Measurement> ranges() {
        return Collections.unmodifiableSortedMap(ranges);
    }

    /** The measurement of all rows. */
    public Measurement whole() {
        return ranges.values().stream().reduce(Measurement.empty(classes), Measurement::merge);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeasurementByLength measured
                && measured.classes == classes
                && measured.ranges.equals(ranges);
    }

    @Override
    public int hashCode() {
        return 31 * classes + ranges.hashCode();
    }

    @Override
    public String toString() {
        return "MeasurementByLength" + ranges;
    }
}
