package io.maskwise.model;

import java.util.List;

/**
 * One parameter of a layer: its name, its shape and how it begins.
 *
 * @param name Keras' name for it, such as {@code recurrent_kernel}
 * @param shape one or two axes, stored row by row
 * @param initializer its first values
 */
public record Parameter(String name, List<Integer> shape, Initializer initializer) {
    public Parameter {
        shape = List.copyOf(shape);
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

    int rows() {
        return shape.size() == 1 ? 1 : shape.get(0);
    }

    int columns() {
        return shape.get(shape.size() - 1);
    }
}
