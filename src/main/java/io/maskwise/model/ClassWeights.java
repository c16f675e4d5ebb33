package io.maskwise.model;

import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a label weighs by its class; Keras' {@code class_weight}, for labels per token too.
 *
 * @param weights the weight of each class id, finite and not negative; a class without one weighs 1
 */
public record ClassWeights(SortedMap<Integer, Double> weights) implements Serializable {
    /** Every class weighs 1. */
    public static final ClassWeights NONE = new ClassWeights(new TreeMap<>());

    /** @throws IllegalArgumentException if a class is negative, or a weight is negative or not finite */
    public ClassWeights {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        weights.forEach((label, weight) -> {
            if (label < 0) {
                throw new IllegalArgumentException("Invalid class: " + label + " (must be >= 0)");
            }
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "Invalid weight of class " + label + ": " + weight + " (must be finite and >= 0)");
            }
        });
    }

    /** The weights of some classes. */
    public static ClassWeights of(Map<Integer, Double> weights) {
        return new ClassWeights(new TreeMap<>(weights));
    }

    /** The weight of a class. */
    public double of(int label) {
        return weights.getOrDefault(label, 1.0);
    }

    /** The batch with labels that weigh what they weigh in it times the weight of their class; itself for no weights. */
    public PaddedBatch weigh(PaddedBatch batch) {
        if (weights.isEmpty()) {
            return batch;
        }
        Mask mask = batch.labelMask();
        double[][] weighed = new double[batch.batch()][mask.time()];
        for (int row = 0; row < weighed.length; row++) {
            for (int step = 0; step < mask.time(); step++) {
                if (mask.isReal(row, step)) {
                    weighed[row][step] = batch.labelWeight(row, step) * of(batch.labels()[row][step]);
                }
            }
        }
        return batch.withLabelWeights(weighed);
    }
}
