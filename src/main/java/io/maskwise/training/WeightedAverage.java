package io.maskwise.training;

import io.maskwise.model.ParameterVector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The average of vectors, weighted by unmasked labels, one vector after the other: the plain twin of
 * {@link PiecewiseAverage}.
 *
 * <p>Sums are in double, in the order in which vectors are added, and rounded once at the end. What weighs 0 is ignored,
 * NaN included. One vector alone comes back bit for bit.
 */
public final class WeightedAverage {
    private @Nullable ParameterVector first;
    private long firstWeight;
    private double @Nullable [] sums;
    private long total;

    /**
     * Adds a vector.
     *
     * @param weight how many unmasked labels it stands for, >= 0
     * @throws IllegalArgumentException if the weight is negative, or the vector differs from the first in length or
     *     precision
     */
    public void add(ParameterVector vector, long weight) {
        if (weight < 0) {
            throw new IllegalArgumentException("Invalid weight: " + weight + " (must be >= 0)");
        }
        if (weight == 0) {
            return;
        }
        total = Math.addExact(total, weight);
        ParameterVector known = first;
        if (known == null) {
            first = vector;
            firstWeight = weight;
        } else {
            checkLike(known, vector);
            add(known, vector, weight);
        }
    }

    /** Sums are begun with the second vector, as one alone needs none. */
    private void add(ParameterVector known, ParameterVector vector, long weight) {
        double[] begun = sums;
        if (begun == null) {
            begun = new double[known.length()];
            known.putTo(begun, 0, known.length(), firstWeight);
            sums = begun;
        }
        vector.addTo(begun, weight);
    }

    /** The average of what was added, or nothing where all weights were 0; to be asked once. */
    public Optional<ParameterVector> value() {
        ParameterVector known = first;
        double[] summed = sums;
        if (known == null || summed == null) {
            return Optional.ofNullable(known);
        }
        return Optional.of(ParameterVector.quotient(known.precision(), summed, total));
    }

    static void checkLike(ParameterVector first, ParameterVector other) {
        if (other.length() != first.length() || other.precision() != first.precision()) {
            throw new IllegalArgumentException("Cannot average vectors: one has " + other.length() + " values of "
                    + other.precision() + " (must be " + first.length() + " of " + first.precision()
                    + ", as the first)");
        }
    }
}
