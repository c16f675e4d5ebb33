package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Optional;

/** Several masks made one. */
final class MaskJoin {
    private MaskJoin() {}

    /**
     * Masks over the same steps: a step is real where any of them says so, as in Keras since 3.4.
     *
     * <p>An input without a mask has no say; Keras would lose the masks of the others.
     */
    static Optional<Mask> any(List<Activation> inputs) {
        List<Mask> masks =
                inputs.stream().flatMap(input -> input.mask().stream()).toList();
        if (masks.stream().distinct().count() <= 1) {
            return masks.stream().findFirst();
        }
        boolean[][] joined = masks.get(0).toRows();
        for (Mask mask : masks.subList(1, masks.size())) {
            for (int row = 0; row < joined.length; row++) {
                for (int step = 0; step < joined[row].length; step++) {
                    joined[row][step] |= mask.isReal(row, step);
                }
            }
        }
        return Optional.of(Mask.of(joined));
    }

    /** Masks over steps that follow each other; every step of an input without a mask is real. */
    static Optional<Mask> concatenated(List<Activation> inputs) {
        if (inputs.stream().allMatch(input -> input.mask().isEmpty())) {
            return Optional.empty();
        }
        int batch = inputs.get(0).values().dimension(0);
        int time =
                inputs.stream().mapToInt(input -> input.values().dimension(1)).sum();
        boolean[][] rows = new boolean[batch][time];
        for (int row = 0; row < batch; row++) {
            int start = 0;
            for (Activation input : inputs) {
                for (int step : Steps.real(input, row)) {
                    rows[row][start + step] = true;
                }
                start += input.values().dimension(1);
            }
        }
        return Optional.of(Mask.of(rows));
    }

    /** Whether any of an output's inputs is masked. */
    static List<Boolean> anyMasked(List<Boolean> inputs) {
        return List.of(inputs.contains(true));
    }
}
