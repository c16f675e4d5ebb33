package io.maskwise.model;

import io.maskwise.metrics.LossSum;
import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One loss over one batch: the same walk over the positions for every loss. */
final class LossPass {
    private final Loss loss;
    private final Tensor predictions;
    private final LossTargets targets;
    private final Mask mask;
    private final int width;
    private final Tensor losses;
    private final Tensor weights;
    private final Tensor gradients;
    private double sum;
    private long count;

    LossPass(Loss loss, Tensor predictions, LossTargets targets) {
        if (predictions.rank() != 2 && predictions.rank() != 3) {
            throw new IllegalArgumentException("Invalid predictions: " + Arrays.toString(predictions.shape())
                    + " (must be [batch, time, features] or [batch, features])");
        }
        int[] positions = Arrays.copyOf(predictions.shape(), predictions.rank() - 1);
        this.loss = loss;
        this.predictions = predictions;
        this.targets = targets;
        this.width = loss.targetWidth(predictions.features());
        this.mask =
                targets.mask().orElseGet(() -> Mask.allReal(positions[0], positions.length == 2 ? positions[1] : 1));
        this.losses = Tensor.zeros(positions);
        this.weights = Tensor.zeros(positions);
        this.gradients = Tensor.zeros(predictions.shape());
        checkShapes(positions);
    }

    private void checkShapes(int[] positions) {
        int time = positions.length == 2 ? positions[1] : 1;
        if (mask.batch() != positions[0] || mask.time() != time) {
            throw new IllegalArgumentException("Invalid mask: [" + mask.batch() + ", " + mask.time() + "] (must be ["
                    + positions[0] + ", " + time + "], as the predictions)");
        }
        int[] full = Arrays.copyOf(positions, positions.length + 1);
        full[positions.length] = width;
        checkShape("targets", targets.values(), width == 1 ? List.of(positions, full) : List.of(full));
        targets.sampleWeights().ifPresent(given -> checkShape("sample weights", given, shapesOfWeights(positions)));
    }

    private static List<int[]> shapesOfWeights(int[] positions) {
        List<int[]> shapes = new ArrayList<>(List.of(new int[] {positions[0]}, new int[] {positions[0], 1}));
        if (positions.length == 2) {
            shapes.add(positions);
        }
        return shapes;
    }

    private static void checkShape(String what, Tensor tensor, List<int[]> allowed) {
        if (allowed.stream().noneMatch(shape -> Arrays.equals(shape, tensor.shape()))) {
            throw new IllegalArgumentException("Invalid " + what + ": " + Arrays.toString(tensor.shape())
                    + " (must be "
                    + String.join(" or ", allowed.stream().map(Arrays::toString).toList()) + ", as the predictions)");
        }
    }

    LossValues run() {
        for (int row = 0; row < mask.batch(); row++) {
            for (int step = 0; step < mask.time(); step++) {
                if (mask.isReal(row, step)) {
                    read(row, step);
                }
            }
        }
        return new LossValues(losses, weights, gradients, new LossSum(sum, count));
    }

    private void read(int row, int step) {
        try {
            add(row, row * mask.time() + step);
        } catch (IllegalArgumentException e) {
            String place = predictions.rank() == 3 ? "row " + row + ", step " + step : "row " + row;
            throw new IllegalArgumentException("Cannot compute the loss at " + place + ": " + e.getMessage(), e);
        }
    }

    private void add(int row, int position) {
        double[] target = slice(targets.values(), position, width);
        if (!loss.counts(target)) {
            return;
        }
        count++;
        double weight = weight(row, position, target);
        if (weight == 0) {
            return;
        }
        weights.values()[position] = weight;
        int features = predictions.features();
        double[] gradient = new double[features];
        double value = weight * loss.position(slice(predictions, position, features), target, gradient);
        losses.values()[position] = value;
        sum += value;
        for (int i = 0; i < features; i++) {
            gradients.values()[position * features + i] = weight * gradient[i];
        }
    }

    private static double[] slice(Tensor tensor, int position, int length) {
        return Arrays.copyOfRange(tensor.values(), position * length, (position + 1) * length);
    }

    private double weight(int row, int position, double[] target) {
        double weight = targets.classWeights().isPresent()
                ? targets.classWeights().get().of(loss.classOf(target))
                : 1;
        if (targets.sampleWeights().isPresent()) {
            double[] given = targets.sampleWeights().get().values();
            // As many weights as rows weigh rows, even where a row has one position.
            weight *= valid(given[given.length == mask.batch() ? row : position]);
        }
        return weight;
    }

    private static double valid(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid sample weight: " + weight + " (must be finite and >= 0)");
        }
        return weight;
    }
}
