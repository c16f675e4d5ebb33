package io.maskwise.model;

import java.util.List;
import java.util.Random;

/**
 * One parameter of a layer: its name, its shape and how it begins.
 *
 * @param name Keras' name for it, such as {@code recurrent_kernel}
 * @param shape one axis or more, stored row by row
 * @param initializer its first values
 */
public record Parameter(String name, List<Integer> shape, Initializer initializer) {
    public Parameter {
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.stream().anyMatch(axis -> axis < 1)) {
            throw new IllegalArgumentException(
                    "Invalid shape of parameter " + name + ": " + shape + " (must be one axis or more, each >= 1)");
        }
    }

    static Parameter matrix(String name, int rows, int columns, Initializer initializer) {
        return new Parameter(name, List.of(rows, columns), initializer);
    }

    static Parameter vector(String name, int length, Initializer initializer) {
        return new Parameter(name, List.of(length), initializer);
    }

    /** The number of values. */
    public int length() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /**
     * Its first values; they depend on the seed and on names only.
     *
     * @param owner the name of the layer that it belongs to
     */
    Tensor initial(long seed, String owner) {
        long own = seed * 1_000_003L + (owner + "/" + name).hashCode();
        double[] values = initializer.values(rows(), columns(), new Random(own));
        return Tensor.of(values, axes());
    }

    /** The shape as an array. */
    int[] axes() {
        return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    int rows() {
        return length() / columns();
    }

    int columns() {
        return shape.get(shape.size() - 1);
    }
}
