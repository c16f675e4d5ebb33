package io.maskwise.model;

import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What a network's gradients are measured with: a number for each row of a batch, and its derivative.
 *
 * @param rows each row's loss, shape {@code [batch, 1]}
 * @param derivative each row's loss's derivative by its part of the output, of the output's shape
 */
record NetworkLoss(Tensor rows, Tensor derivative) {
    /**
     * The cross-entropy that training takes, or where there are no labels, how far each row goes in a random direction.
     *
     * @param counts which steps of the output, or rows with {@code [batch, 1]}, can count at all
     * @param labels class ids of the mask's shape; one below 0 does not count
     */
    static NetworkLoss of(Activation output, Mask counts, Optional<Activation> labels, long seed) {
        return labels.map(present -> ofLabels(output.values(), counts, present.values()))
                .orElseGet(() -> ofDirection(output.values(), counts, seed));
    }

    /** What can count: real steps of a sequence, and without steps each row that has any in the network's inputs. */
    static Mask counts(Activation output, List<Activation> inputs) {
        int batch = output.values().dimension(0);
        if (output.values().rank() > 2) {
            return output.mask()
                    .orElseGet(() -> Mask.allReal(batch, output.values().dimension(1)));
        }
        boolean[][] real = new boolean[batch][1];
        for (int row = 0; row < batch; row++) {
            int one = row;
            real[row][0] = inputs.stream()
                    .anyMatch(input ->
                            input.mask().map(mask -> mask.realSteps(one) > 0).orElse(true));
        }
        return Mask.of(real);
    }

    private static NetworkLoss ofLabels(Tensor logits, Mask counts, Tensor labels) {
        int time = counts.time();
        int[][] classes = new int[counts.batch()][time];
        boolean[][] labelled = counts.toRows();
        for (int row = 0; row < counts.batch(); row++) {
            for (int step = 0; step < time; step++) {
                double label = labels.values()[row * time + step];
                labelled[row][step] &= label >= 0;
                classes[row][step] = labelled[row][step] ? (int) label : 0;
            }
        }
        Mask steps = Mask.allReal(counts.batch(), time);
        CrossEntropy loss = new CrossEntropy(logits, new PaddedBatch(classes, steps, classes, Mask.of(labelled)));
        double[] rows = Arrays.stream(loss.scores().labelLosses())
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
        Tensor derivative = loss.gradient();
        for (int i = 0; i < derivative.values().length; i++) {
            derivative.values()[i] *= loss.loss().weight();
        }
        return new NetworkLoss(Tensor.of(rows, rows.length, 1), derivative);
    }

    private static NetworkLoss ofDirection(Tensor output, Mask counts, long seed) {
        Tensor derivative = Tensor.zeros(output.shape());
        Tensor rows = Tensor.zeros(counts.batch(), 1);
        int width = output.values().length / Math.max(1, counts.batch() * counts.time());
        for (int row = 0; row < counts.batch(); row++) {
            Random direction = new Random(seed); // of the row's steps in order, wherever they stand
            for (int step : Relayout.realSteps(counts, row)) {
                int start = (row * counts.time() + step) * width;
                for (int i = start; i < start + width; i++) {
                    derivative.values()[i] = direction.nextDouble() * 2 - 1;
                    rows.values()[row] += derivative.values()[i] * output.values()[i];
                }
            }
        }
        return new NetworkLoss(rows, derivative);
    }

    /**
     * The derivative by the output of what comes back to the rows' losses.
     *
     * @param upstream shape {@code [batch, 1]}
     */
    Tensor gradient(Tensor upstream) {
        Tensor gradient = Tensor.of(derivative.values().clone(), derivative.shape());
        int size = gradient.values().length / Math.max(1, upstream.values().length);
        for (int i = 0; i < gradient.values().length; i++) {
            gradient.values()[i] *= upstream.values()[i / size];
        }
        return gradient;
    }
}
