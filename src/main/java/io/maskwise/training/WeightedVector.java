package io.maskwise.training;

import io.maskwise.model.ParameterVector;

/**
 * A vector with its vote in an average.
 *
 * @param vector the values
 * @param weight how many unmasked labels it stands for, >= 0
 */
record WeightedVector(ParameterVector vector, long weight) {
    WeightedVector {
        if (weight < 0) {
            throw new IllegalArgumentException("Invalid weight: " + weight + " (must be >= 0)");
        }
    }
}
