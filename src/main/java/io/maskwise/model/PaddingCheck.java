package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Measures law L1: the same sequences laid out anew, and each row alone, give the same outputs and gradients.
 *
 * <p>Layouts are those of {@link Relayout}, each as short as its longest row and longer, with zeros, then NaN, infinities
 * and huge values under the mask. Where steps must keep their places, only what stands under the mask is varied.
 */
final class PaddingCheck {
    private static final int LONGER = 3;

    private final Measured measured;
    private final Random random;
    private final List<double[]> upstream;
    private final PassNumbers expected;

    PaddingCheck(Measured measured, Random random) {
        this.measured = measured;
        this.random = random;
        this.upstream = measured.upstream(random);
        this.expected = PassNumbers.of(measured, measured.inputs(), upstream);
    }

    LawResult measure(List<Relayout.Garbage> kinds) {
        WorstError worst = new WorstError(Law.PADDING_INVARIANCE.tolerance());
        for (Relayout layout : layouts()) {
            for (Relayout.Garbage garbage : kinds) {
                vary(layout, 0, garbage, worst);
                if (layout != Relayout.SAME_PLACES) {
                    vary(layout, LONGER, garbage, worst);
                }
            }
        }
        worst.vary("each row alone", one -> expected.compare(alone(), one));
        return worst.result(measured.name(), Law.PADDING_INVARIANCE, varied());
    }

    private List<Relayout> layouts() {
        if (!measured.isMasked()) {
            return List.of();
        }
        return measured.keepsPlaces() ? List.of(Relayout.SAME_PLACES) : List.of(Relayout.values());
    }

    private void vary(Relayout layout, int extra, Relayout.Garbage garbage, WorstError worst) {
        String variation = layout.words() + (extra > 0 ? ", longer, " : ", ") + garbage.words() + " under the mask";
        List<Activation> laid = layout.apply(measured.inputs(), extra, garbage, random);
        worst.vary(variation, one -> expected.compare(PassNumbers.of(measured, laid, upstream), one));
    }

    /** The numbers of all rows, each in a batch of its own. */
    private PassNumbers alone() {
        List<Activation> outputs = measured.run(measured.inputs()).outputs();
        PassNumbers together = PassNumbers.empty();
        int[] read = new int[outputs.size()];
        for (int row = 0; row < measured.inputs().get(0).values().dimension(0); row++) {
            List<double[]> ofRow = new ArrayList<>();
            for (int i = 0; i < read.length; i++) {
                int next = read[i] + realValues(outputs.get(i), row);
                ofRow.add(Arrays.copyOfRange(upstream.get(i), read[i], next));
                read[i] = next;
            }
            together.append(PassNumbers.of(measured, alone(row), ofRow));
        }
        return together;
    }

    private static int realValues(Activation output, int row) {
        return output.mask()
                .map(mask -> mask.realSteps(row) * Relayout.width(output.values()))
                .orElseGet(
                        () -> output.values().values().length / output.values().dimension(0));
    }

    /** A row in a batch of its own, without padding unless all of it is padding. */
    private List<Activation> alone(int row) {
        List<Activation> alone =
                measured.inputs().stream().map(input -> row(input, row)).toList();
        boolean empty = alone.stream()
                .anyMatch(
                        input -> input.mask().isPresent() && input.mask().get().realSteps() == 0);
        return measured.keepsPlaces() || empty ? alone : Relayout.RIGHT.apply(alone, 0, Relayout.Garbage.ZEROS, random);
    }

    private static Activation row(Activation activation, int row) {
        int[] shape = activation.values().shape();
        int size = activation.values().values().length / shape[0];
        shape[0] = 1;
        Tensor values =
                Tensor.of(Arrays.copyOfRange(activation.values().values(), row * size, (row + 1) * size), shape);
        return new Activation(values, activation.mask().map(mask -> Mask.of(new boolean[][] {mask.toRows()[row]})));
    }

    private String varied() {
        if (!measured.isMasked()) {
            return "each row alone; no mask reaches it";
        }
        String places = measured.layer().dependsOnPlaces() ? "; it depends on places, which stay" : "";
        return measured.keepsPlaces()
                ? "what is under the mask; each row alone" + places
                : "right, left, gaps, longer; what is under the mask; each row alone, unpadded";
    }
}
