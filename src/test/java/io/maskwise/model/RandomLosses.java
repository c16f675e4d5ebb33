package io.maskwise.model;

import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random predictions, targets and weights that a loss takes, and the many ways to pad them. */
final class RandomLosses {
    static final int FEATURES = 3;

    /** What predictions and targets a loss takes. */
    enum Kind {
        CLASS_IDS,
        DISTRIBUTIONS,
        YES_OR_NO,
        NUMBERS
    }

    /** A loss with its name in a test's, and what it takes. */
    record Sample(String name, Loss loss, Kind kind, boolean probabilities) {
        @Override
        public String toString() {
            return name;
        }

        int targetWidth() {
            return loss.targetWidth(FEATURES);
        }

        boolean hasClasses() {
            return kind == Kind.CLASS_IDS || loss instanceof CategoricalCrossentropy;
        }
    }

    /** Every shipped loss, and one of a user. */
    static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (boolean logits : new boolean[] {true, false}) {
            String of = logits ? " of logits" : " of probabilities";
            Loss sparse = new SparseCategoricalCrossentropy(logits, SparseCategoricalCrossentropy.NO_CLASS);
            Loss ignoring = new SparseCategoricalCrossentropy(logits, 1);
            samples.add(new Sample("sparse" + of, sparse, Kind.CLASS_IDS, !logits));
            samples.add(new Sample("sparse ignoring 1" + of, ignoring, Kind.CLASS_IDS, !logits));
            for (double smoothing : new double[] {0, 0.2}) {
                String how = of + ", smoothed by " + smoothing;
                Loss categorical = new CategoricalCrossentropy(logits, smoothing);
                Loss binary = new BinaryCrossentropy(logits, smoothing);
                samples.add(new Sample("categorical" + how, categorical, Kind.DISTRIBUTIONS, !logits));
                samples.add(new Sample("binary" + how, binary, Kind.YES_OR_NO, !logits));
            }
        }
        samples.add(new Sample("squared error", new MeanSquaredError(), Kind.NUMBERS, false));
        samples.add(new Sample("absolute error", new MeanAbsoluteError(), Kind.NUMBERS, false));
        samples.add(new Sample("Huber", new Huber(), Kind.NUMBERS, false));
        samples.add(new Sample("Huber 0.3", new Huber(0.3), Kind.NUMBERS, false));
        samples.add(new Sample("divergence", new KLDivergence(), Kind.DISTRIBUTIONS, true));
        samples.add(new Sample("log of cosh of the first, a user's own", RandomLosses::logCosh, Kind.NUMBERS, false));
        return samples;
    }

    private static double logCosh(double[] prediction, double[] target, double[] gradient) {
        gradient[0] = Math.tanh(prediction[0] - target[0]);
        return Math.log(Math.cosh(prediction[0] - target[0]));
    }

    /** The positions of one sequence, without padding. */
    @SuppressWarnings("ArrayRecordComponent") // made, used once and forgotten
    record Row(double[] predictions, double[] targets, double[] weights) {
        int length() {
            return weights.length;
        }
    }

    private final Random random;
    private final Sample sample;

    RandomLosses(long seed, Sample sample) {
        this.random = new Random(seed);
        this.sample = sample;
    }

    /** Rows of which the second has no position. */
    List<Row> rows(int count, int longest) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(i == 1 ? 0 : 1 + random.nextInt(longest)));
        }
        return rows;
    }

    private Row row(int length) {
        double[] predictions = new double[length * FEATURES];
        Arrays.setAll(
                predictions,
                i -> sample.probabilities() ? 0.05 + 0.9 * random.nextDouble() : 2 * random.nextGaussian());
        double[] targets = new double[length * sample.targetWidth()];
        Arrays.setAll(targets, i -> switch (sample.kind()) {
            case CLASS_IDS -> random.nextInt(FEATURES);
            case DISTRIBUTIONS -> 0.05 + 0.9 * random.nextDouble();
            case YES_OR_NO -> random.nextInt(2);
            case NUMBERS -> random.nextGaussian();
        });
        return new Row(predictions, targets, random.doubles(length, 0.1, 2).toArray());
    }

    /** Predictions with what they are compared with. */
    record Batch(Tensor predictions, LossTargets targets) {
        LossValues values(Loss loss) {
            return loss.of(predictions, targets);
        }
    }

    /** All positions one after another, as a batch of vectors without padding and without a mask. */
    static Batch unpadded(List<Row> rows, int width) {
        double[] predictions = join(rows.stream().map(Row::predictions).toList());
        double[] targets = join(rows.stream().map(Row::targets).toList());
        double[] weights = join(rows.stream().map(Row::weights).toList());
        return new Batch(
                Tensor.of(predictions, weights.length, FEATURES),
                LossTargets.of(Tensor.of(targets, weights.length, width)).weighted(Tensor.of(weights, weights.length)));
    }

    private static double[] join(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** Rows stacked to one length, the positions of each where the layout puts them, poison everywhere else. */
    Batch padded(List<Row> rows, int time, Layout layout, double poison) {
        int width = sample.targetWidth();
        boolean[][] mask = new boolean[rows.size()][time];
        double[] predictions = filled(rows.size() * time * FEATURES, poison);
        double[] targets = filled(rows.size() * time * width, poison);
        double[] weights = filled(rows.size() * time, poison);
        for (int row = 0; row < mask.length; row++) {
            Row from = rows.get(row);
            int[] places = layout.places(from.length(), time, random);
            for (int i = 0; i < places.length; i++) {
                int to = row * time + places[i];
                mask[row][places[i]] = true;
                System.arraycopy(from.predictions(), i * FEATURES, predictions, to * FEATURES, FEATURES);
                System.arraycopy(from.targets(), i * width, targets, to * width, width);
                weights[to] = from.weights()[i];
            }
        }
        Mask real = mask.length == 0 ? Mask.allReal(0, time) : Mask.of(mask);
        return new Batch(
                Tensor.of(predictions, mask.length, time, FEATURES),
                LossTargets.of(Tensor.of(targets, mask.length, time, width))
                        .masked(real)
                        .weighted(Tensor.of(weights, mask.length, time)));
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
