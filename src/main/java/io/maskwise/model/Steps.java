package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.Optional;

/** The steps of sequences, real and masked, with a mask or without. */
final class Steps {
    private Steps() {}

    /** The real steps of a row, ascending; all of them without a mask. */
    static int[] real(Activation sequence, int row) {
        if (sequence.mask().isPresent()) {
            return Relayout.realSteps(sequence.mask().get(), row);
        }
        int[] steps = new int[sequence.values().dimension(1)];
        Arrays.setAll(steps, step -> step);
        return steps;
    }

    /** The real steps of all rows, each as {@code row * time + step}, ascending. */
    static int[] real(Activation sequence) {
        int time = sequence.values().dimension(1);
        int[] places = new int[sequence.values().dimension(0) * time];
        int count = 0;
        for (int row = 0; row < sequence.values().dimension(0); row++) {
            for (int step : real(sequence, row)) {
                places[count++] = row * time + step;
            }
        }
        return Arrays.copyOf(places, count);
    }

    /** Assigns a value to every number of every masked step, in place. */
    static void fillMasked(Tensor values, Optional<Mask> mask, double value) {
        if (mask.isEmpty() || mask.get().isAllReal()) {
            return;
        }
        int width = Relayout.width(values);
        int time = mask.get().time();
        for (int row = 0; row < mask.get().batch(); row++) {
            for (int step = 0; step < time; step++) {
                if (!mask.get().isReal(row, step)) {
                    int start = (row * time + step) * width;
                    Arrays.fill(values.values(), start, start + width, value);
                }
            }
        }
    }

    /** A sequence's values with another value at masked steps; the values themselves where there are none. */
    static Tensor filled(Activation sequence, double value) {
        if (sequence.mask().isEmpty() || sequence.mask().get().isAllReal()) {
            return sequence.values();
        }
        Optional<float[]> single = FloatValues.of(sequence.values());
        if (single.isPresent()) {
            return widened(sequence, single.get(), value);
        }
        Tensor copy = copy(sequence.values());
        fillMasked(copy, sequence.mask(), value);
        return copy;
    }

    /** Real steps widened, without the sequence itself being so. */
    private static Tensor widened(Activation sequence, float[] values, double atMasked) {
        Tensor filled = Tensor.zeros(sequence.values().shape());
        int width = Relayout.width(filled);
        if (atMasked != 0) {
            fillMasked(filled, sequence.mask(), atMasked);
        }
        for (int place : real(sequence)) {
            FloatValues.widen(values, place * width, filled.values(), place * width, width);
        }
        return filled;
    }

    static Tensor copy(Tensor tensor) {
        return Tensor.of(tensor.values().clone(), tensor.shape());
    }
}
