package io.maskwise.model;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Compares gradients with central differences at some places of a tensor.
 *
 * <p>Half of the places are drawn from all, half from those whose gradient is not zero, so that a large table of which a
 * sample reads few rows is not measured where nothing happens. Where one step does not confirm a gradient, a smaller and
 * a larger one may: no step suits every curvature. A place where the function has a kink, a tie of a maximum for
 * instance, has no derivative and is left out.
 */
final class CentralDifferences {
    private static final double[] STEPS = {1e-5, 1e-6, 1e-4};

    /** One-sided slopes that differ by more belong to a kink: curvature would have to be a hundred times the slope. */
    private static final double KINK = 1e-3;

    /** Gradients below it are compared absolutely, as rounding leaves no digits of them. */
    private static final double SMALLEST_SCALE = 1e-2;

    private final Supplier<double[]> outputs;
    private final double[] upstream;
    private final int probes;
    private final Random random;
    private int kinks;
    private int compared;

    /**
     * @param outputs computes the function's outputs, of values that it reads anew
     * @param upstream what the gradients are those of: the sum of the outputs times these
     * @param probes how many places of a tensor are measured at
     */
    CentralDifferences(Supplier<double[]> outputs, double[] upstream, int probes, Random random) {
        this.outputs = outputs;
        this.upstream = upstream;
        this.probes = probes;
        this.random = random;
    }

    /** Measures at some places of a tensor, which is as before afterwards. */
    void probe(Tensor tensor, double[] gradient, WorstError worst) {
        for (int place : places(gradient)) {
            if (Double.isFinite(tensor.values()[place])) {
                worst.add(error(tensor.values(), place, gradient[place]), "at place " + place);
            }
        }
    }

    private int[] places(double[] gradient) {
        if (gradient.length <= probes) {
            return IntStream.range(0, gradient.length).toArray();
        }
        int[] moving = IntStream.range(0, gradient.length)
                .filter(place -> gradient[place] != 0)
                .toArray();
        int half = moving.length == 0 ? 0 : probes / 2;
        IntStream ofMoving = half == 0 ? IntStream.empty() : random.ints(half, 0, moving.length);
        IntStream ofAll = random.ints(probes - half, 0, gradient.length);
        return IntStream.concat(ofMoving.map(index -> moving[index]), ofAll).toArray();
    }

    private double error(double[] values, int place, double gradient) {
        double smallest = Double.NaN;
        for (double step : STEPS) {
            double error =
                    error(gradient, slope(outputsAt(values, place, step), outputsAt(values, place, -step), 2 * step));
            smallest = Double.isNaN(smallest) ? error : Math.min(smallest, error);
            if (smallest <= Law.TRUE_GRADIENTS.tolerance()) {
                compared++;
                return smallest;
            }
        }
        if (isKink(values, place)) {
            kinks++;
            return 0;
        }
        compared++;
        return smallest;
    }

    private static double error(double gradient, double slope) {
        return Math.abs(slope - gradient) / Math.max(SMALLEST_SCALE, Math.max(Math.abs(slope), Math.abs(gradient)));
    }

    private boolean isKink(double[] values, int place) {
        double step = STEPS[0];
        double[] here = outputs.get();
        double left = slope(here, outputsAt(values, place, -step), step);
        double right = slope(outputsAt(values, place, step), here, step);
        return error(left, right) > KINK;
    }

    private double[] outputsAt(double[] values, int place, double shift) {
        double before = values[place];
        values[place] = before + shift;
        try {
            return outputs.get();
        } finally {
            values[place] = before;
        }
    }

    /** Summed difference by difference, so that large sums do not eat the digits of small changes. */
    private double slope(double[] above, double[] below, double distance) {
        if (above.length != upstream.length || below.length != upstream.length) {
            return Double.POSITIVE_INFINITY; // a step became real, or padding
        }
        double sum = 0;
        for (int i = 0; i < above.length; i++) {
            sum += (above[i] - below[i]) * upstream[i];
        }
        return sum / distance;
    }

    /** How much was compared, in words. */
    String remark() {
        return compared + " places of parameters and inputs" + (kinks == 0 ? "" : ", " + kinks + " more at a kink");
    }
}
