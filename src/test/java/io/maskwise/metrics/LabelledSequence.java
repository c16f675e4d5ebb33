package io.maskwise.metrics;

import io.maskwise.metrics.MetricKind.Content;
import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The tokens of a sequence, which can be stacked with others in any padding, with anything under the mask. */
record LabelledSequence(List<Step> steps) {
    private static final double[] POISON = {Double.NaN, Double.POSITIVE_INFINITY, -1e308, -1, 99, 0.5};

    /** One token, or padding where {@code isReal} is false. */
    @SuppressWarnings("ArrayRecordComponent") // made, stacked and forgotten
    record Step(double[] label, double[] prediction, double weight, boolean isReal) {}

    static LabelledSequence random(MetricKind kind, Random random) {
        List<Step> steps = new ArrayList<>();
        for (int step = random.nextInt(7); step > 0; step--) {
            double[] label = kind.labels().random(random);
            double[] prediction = kind.predictions().random(random);
            double weight = random.nextBoolean() ? 1 : random.nextDouble() * 3;
            steps.add(new Step(label, prediction, weight, true));
        }
        return new LabelledSequence(steps);
    }

    static List<LabelledSequence> randoms(MetricKind kind, Random random) {
        return Stream.generate(() -> random(kind, random)).limit(12).toList();
    }

    /** Padding at either end or in gaps, at random, with anything in it: masked, or with a weight of 0. */
    LabelledSequence padded(MetricKind kind, int time, Random random) {
        List<Step> padded = new ArrayList<>(steps);
        int where = random.nextInt(3);
        while (padded.size() < time) {
            int[] places = {0, padded.size(), random.nextInt(padded.size() + 1)};
            padded.add(places[where], poison(kind, random));
        }
        return new LabelledSequence(padded);
    }

    private static Step poison(MetricKind kind, Random random) {
        boolean isReal = random.nextInt(4) == 0;
        double weight = isReal ? 0 : POISON[random.nextInt(POISON.length)];
        return new Step(poison(kind.labels(), random), poison(kind.predictions(), random), weight, isReal);
    }

    private static double[] poison(Content content, Random random) {
        return random.ints(content.features(), 0, POISON.length)
                .mapToDouble(i -> POISON[i])
                .toArray();
    }

    /** The same sequence, all masked. */
    LabelledSequence masked() {
        return new LabelledSequence(steps.stream()
                .map(step -> new Step(step.label, step.prediction, step.weight, false))
                .toList());
    }

    /** A batch of sequences of one length. */
    static PredictionBatch stack(List<LabelledSequence> rows) {
        boolean[][] mask = new boolean[rows.size()][];
        for (int row = 0; row < mask.length; row++) {
            List<Step> steps = rows.get(row).steps;
            mask[row] = new boolean[steps.size()];
            for (int step = 0; step < mask[row].length; step++) {
                mask[row][step] = steps.get(step).isReal;
            }
        }
        return new PredictionBatch(
                TokenValues.ofVectors(vectors(rows, true)),
                TokenValues.ofVectors(vectors(rows, false)),
                TokenWeights.of(
                        Mask.of(mask),
                        rows.stream()
                                .map(row -> row.steps.stream()
                                        .mapToDouble(Step::weight)
                                        .toArray())
                                .toArray(double[][]::new)));
    }

    private static double[][][] vectors(List<LabelledSequence> rows, boolean isOfLabels) {
        return rows.stream()
                .map(row -> row.steps.stream()
                        .map(step -> isOfLabels ? step.label : step.prediction)
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
    }
}
