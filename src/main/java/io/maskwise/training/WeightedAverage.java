package io.maskwise.training;

import io.maskwise.model.ParameterVector;
import java.util.List;
import java.util.Optional;

/**
 * The average of vectors, weighted by unmasked labels.
 *
 * <p>Sums are in double, in the order given, and rounded once at the end. What weighs 0 is ignored, NaN included. One
 * vector alone comes back bit for bit.
 */
final class WeightedAverage {
    private WeightedAverage() {}

    /**
     * The average, or nothing where all weights are 0.
     *
     * @throws IllegalArgumentException if the vectors differ in length or precision
     */
    static Optional<ParameterVector> of(List<WeightedVector> vectors) {
        List<WeightedVector> counting =
                vectors.stream().filter(vector -> vector.weight() > 0).toList();
        if (counting.isEmpty()) {
            return Optional.empty();
        }
        ParameterVector first = counting.get(0).vector();
        return Optional.of(counting.size() == 1 ? first : ParameterVector.rounded(first.precision(), means(counting)));
    }

    private static double[] means(List<WeightedVector> vectors) {
        ParameterVector first = vectors.get(0).vector();
        double[] sums = new double[first.length()];
        long total = 0;
        for (WeightedVector weighted : vectors) {
            checkLike(first, weighted.vector());
            add(weighted, sums);
            total = Math.addExact(total, weighted.weight());
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= total;
        }
        return sums;
    }

    private static void add(WeightedVector weighted, double[] sums) {
        ParameterVector vector = weighted.vector();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weighted.weight() * vector.at(i);
        }
    }

    private static void checkLike(ParameterVector first, ParameterVector other) {
        if (other.length() != first.length() || other.precision() != first.precision()) {
            throw new IllegalArgumentException("Cannot average vectors: one has " + other.length() + " values of "
                    + other.precision() + " (must be " + first.length() + " of " + first.precision()
                    + ", as the first)");
        }
    }
}
