package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Optional;

/** The order in which steps are read; Keras' {@code go_backwards}. */
public enum TimeDirection {
    /** From step 0 on. */
    FORWARDS,
    /** From the last step back; outputs stand in the order of reading. */
    BACKWARDS;

    /** The step that is read in the given place. */
    int step(int place, int time) {
        return this == FORWARDS ? place : time - 1 - place;
    }

    TimeDirection opposite() {
        return this == FORWARDS ? BACKWARDS : FORWARDS;
    }

    /** A mask whose steps stand in the order of reading. */
    Mask inOrderOfReading(Mask mask) {
        if (this == FORWARDS || mask.isAllReal()) {
            return mask;
        }
        boolean[][] real = new boolean[mask.batch()][mask.time()];
        for (int row = 0; row < mask.batch(); row++) {
            for (int place = 0; place < mask.time(); place++) {
                real[row][place] = mask.isReal(row, step(place, mask.time()));
            }
        }
        return Mask.of(real);
    }

    /** A sequence whose steps stand in the order of reading; a tensor without steps as it is. */
    Tensor inOrderOfReading(Tensor tensor) {
        if (this == FORWARDS || tensor.rank() < 3) {
            return tensor;
        }
        Optional<float[]> single = FloatValues.of(tensor);
        if (single.isPresent()) {
            float[] ordered = new float[tensor.length()];
            order(single.get(), ordered, tensor);
            return FloatValues.tensor(ordered, tensor.shape());
        }
        Tensor ordered = Tensor.zeros(tensor.shape());
        order(tensor.values(), ordered.values(), tensor);
        return ordered;
    }

    /** Copies an array of a tensor's values to another of the same type and length, in the order of reading. */
    private void order(Object values, Object ordered, Tensor tensor) {
        int time = tensor.dimension(1);
        int width = tensor.features();
        for (int row = 0; row < tensor.dimension(0); row++) {
            for (int place = 0; place < time; place++) {
                int source = (row * time + step(place, time)) * width;
                System.arraycopy(values, source, ordered, (row * time + place) * width, width);
            }
        }
    }
}
