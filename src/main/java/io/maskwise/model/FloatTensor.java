package io.maskwise.model;

import java.util.Optional;

/**
 * The values of a tensor in single precision, outside the heap: a part of ND4J's memory of a whole network.
 *
 * <p>Native products read and write it as it is. In double the values are there only when somebody asks for them.
 */
abstract sealed class FloatTensor implements SingleValues permits FloatParameter, FloatGradient {
    private final FloatMatrix memory;
    private final int start;
    private final int length;

    /**
     * @param memory of the whole network
     * @param start where its values begin
     */
    FloatTensor(FloatMatrix memory, int start, int length) {
        this.memory = memory;
        this.start = start;
        this.length = length;
    }

    FloatMatrix memory() {
        return memory;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** The memory itself, as rows of so many columns. */
    FloatBlock block(int columns) {
        return new FloatBlock(memory, start, columns);
    }

    /** What a tensor has outside the heap, if that is what is asked for. */
    static <T extends FloatTensor> Optional<T> of(Tensor tensor, Class<T> kind) {
        SingleValues single = tensor.single();
        return kind.isInstance(single) ? Optional.of(kind.cast(single)) : Optional.empty();
    }
}
