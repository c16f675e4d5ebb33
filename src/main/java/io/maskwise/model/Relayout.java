package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Another way to pad the same sequences: the real steps of each row at other places, garbage everywhere else.
 *
 * <p>Activations of equal masks are laid out alike, as those that flow side by side in a network are.
 */
enum Relayout {
    /** Every step where it was; what stands under the mask is exchanged. */
    SAME_PLACES,
    /** Real steps first, padding after them. */
    RIGHT,
    /** Padding first. */
    LEFT,
    /** Padding before, between and after. */
    GAPS;

    /** What is written under the mask. */
    enum Garbage {
        /** What padding usually is. */
        ZEROS("zeros", 0.0),
        /** Whatever no layer may touch, each in turn. */
        POISON(
                "NaN, infinities and 1e300",
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                1e300,
                Double.POSITIVE_INFINITY,
                -1e300);

        private final String words;

        @SuppressWarnings("ImmutableEnumChecker") // what List.of makes is immutable
        private final List<Double> values;

        Garbage(String words, Double... values) {
            this.words = words;
            this.values = List.of(values);
        }

        String words() {
            return words;
        }

        private void fill(double[] cells, int turn) {
            Arrays.setAll(cells, i -> values.get((i + turn) % values.size()));
        }
    }

    /** How the sequences are laid out, in a word or two. */
    String words() {
        return switch (this) {
            case SAME_PLACES -> "as it is";
            case RIGHT -> "padded right";
            case LEFT -> "padded left";
            case GAPS -> "with gaps";
        };
    }

    /**
     * Activations laid out anew.
     *
     * @param extra how many steps longer than the longest row; of no effect where steps keep their places
     */
    List<Activation> apply(List<Activation> activations, int extra, Garbage garbage, Random random) {
        Map<Mask, int[][]> places = new LinkedHashMap<>();
        int turn = random.nextInt(garbage.values.size());
        List<Activation> laid = new ArrayList<>();
        for (Activation activation : activations) {
            laid.add(activation
                    .mask()
                    .map(mask -> lay(
                            activation.values(),
                            mask,
                            places.computeIfAbsent(mask, one -> places(one, extra, random)),
                            cells -> garbage.fill(cells, turn)))
                    .orElse(activation));
        }
        return laid;
    }

    /** For each row, the new places of its real steps; the last entry of all is the new length. */
    private int[][] places(Mask mask, int extra, Random random) {
        int longest = 0;
        for (int row = 0; row < mask.batch(); row++) {
            longest = Math.max(longest, mask.realSteps(row));
        }
        int time = this == SAME_PLACES ? mask.time() : longest + extra;
        int[][] places = new int[mask.batch() + 1][];
        for (int row = 0; row < mask.batch(); row++) {
            places[row] = rowPlaces(mask, row, time, random);
        }
        places[mask.batch()] = new int[] {time};
        return places;
    }

    private int[] rowPlaces(Mask mask, int row, int time, Random random) {
        int count = mask.realSteps(row);
        return switch (this) {
            case SAME_PLACES -> realSteps(mask, row);
            case RIGHT -> from(0, count);
            case LEFT -> from(time - count, count);
            case GAPS ->
                random.ints(0, Math.max(time, 1))
                        .distinct()
                        .limit(count)
                        .sorted()
                        .toArray();
        };
    }

    private static int[] from(int start, int count) {
        int[] places = new int[count];
        Arrays.setAll(places, i -> start + i);
        return places;
    }

    /** The real steps of a row, ascending. */
    static int[] realSteps(Mask mask, int row) {
        int[] steps = new int[mask.realSteps(row)];
        int next = 0;
        for (int step = 0; step < mask.time(); step++) {
            if (mask.isReal(row, step)) {
                steps[next++] = step;
            }
        }
        return steps;
    }

    private static Activation lay(Tensor values, Mask mask, int[][] places, Consumer<double[]> garbage) {
        int time = places[mask.batch()][0];
        int[] shape = values.shape();
        shape[1] = time;
        Tensor laid = Tensor.zeros(shape);
        garbage.accept(laid.values());
        int width = width(values);
        boolean[][] real = new boolean[mask.batch()][time];
        for (int row = 0; row < mask.batch(); row++) {
            int[] steps = realSteps(mask, row);
            for (int i = 0; i < steps.length; i++) {
                real[row][places[row][i]] = true;
                System.arraycopy(
                        values.values(),
                        (row * mask.time() + steps[i]) * width,
                        laid.values(),
                        (row * time + places[row][i]) * width,
                        width);
            }
        }
        return new Activation(laid, Optional.of(Mask.of(real)));
    }

    /** How many numbers one step has. */
    static int width(Tensor values) {
        int width = 1;
        for (int axis = 2; axis < values.rank(); axis++) {
            width *= values.dimension(axis);
        }
        return width;
    }

    /** The numbers of an activation that count: those of real steps, row by row; all without a mask. */
    static double[] realValues(Tensor values, Optional<Mask> mask) {
        if (mask.isEmpty()) {
            return values.values();
        }
        int width = width(values);
        double[] real = new double[Math.toIntExact(mask.get().realSteps()) * width];
        int next = 0;
        for (int row = 0; row < mask.get().batch(); row++) {
            for (int step : realSteps(mask.get(), row)) {
                System.arraycopy(values.values(), (row * mask.get().time() + step) * width, real, next, width);
                next += width;
            }
        }
        return real;
    }

    /** Writes numbers to the real steps, in the order of {@link #realValues}; zeros elsewhere. */
    static Tensor atRealSteps(double[] real, int[] shape, Optional<Mask> mask) {
        if (mask.isEmpty()) {
            return Tensor.of(real.clone(), shape);
        }
        Tensor tensor = Tensor.zeros(shape);
        int width = width(tensor);
        int next = 0;
        for (int row = 0; row < mask.get().batch(); row++) {
            for (int step : realSteps(mask.get(), row)) {
                System.arraycopy(real, next, tensor.values(), (row * mask.get().time() + step) * width, width);
                next += width;
            }
        }
        return tensor;
    }
}
