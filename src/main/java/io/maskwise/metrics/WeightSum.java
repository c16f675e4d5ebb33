package io.maskwise.metrics;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sum of weights without rounding: an exact count of those that are 1, and an {@link ExactSum} of the others.
 *
 * <p>A metric without sample weights therefore counts, and needs no more memory than a count.
 */
final class WeightSum implements Serializable {
    private static final long serialVersionUID = 1L;

    private long ones;
    private @Nullable ExactSum others;

    void add(double weight) {
        if (weight == 1) {
            ones++;
        } else {
            others = others == null ? new ExactSum() : others;
            others.add(weight);
        }
    }

    /** The sum of both, which stay as they are. */
    WeightSum merge(WeightSum other) {
        WeightSum sum = new WeightSum();
        sum.ones = ones + other.ones;
        if (others != null || other.others != null) {
            sum.others = othersOrNone().merge(other.othersOrNone());
        }
        return sum;
    }

    private ExactSum othersOrNone() {
        return others == null ? new ExactSum() : others;
    }

    /** The sum, rounded once. */
    double value() {
        if (others == null) {
            return ones;
        }
        ExactSum sum = others.merge(new ExactSum());
        sum.add((double) ones);
        return sum.value();
    }

    /** As many sums of nothing. */
    static WeightSum[] zeros(int count) {
        WeightSum[] sums = new WeightSum[count];
        for (int i = 0; i < count; i++) {
            sums[i] = new WeightSum();
        }
        return sums;
    }

    /** The sums of both, one by one; both stay as they are. */
    static WeightSum[] merge(WeightSum[] some, WeightSum[] others) {
        WeightSum[] sums = new WeightSum[some.length];
        for (int i = 0; i < some.length; i++) {
            sums[i] = some[i].merge(others[i]);
        }
        return sums;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightSum sum && sum.ones == ones && Objects.equals(sum.others, others);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ones, others);
    }
}
