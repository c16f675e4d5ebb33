package io.maskwise.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A metric and what it compares, so that a law can be tried on all of them.
 *
 * @param name the metric and its options
 * @param empty makes the metric of nothing yet
 * @param labels what its labels are
 * @param predictions what its predictions are
 */
record MetricKind(String name, Supplier<Metric> empty, Content labels, Content predictions) {
    static final int CLASSES = 4;

    /** What a token's values may be. */
    enum Content {
        ID,
        ONE_HOT,
        YES_OR_NO,
        PROBABILITY,
        PROBABILITIES,
        NUMBER,
        NUMBERS;

        double[] random(Random random) {
            return switch (this) {
                case ID -> new double[] {random.nextInt(CLASSES)};
                case ONE_HOT -> oneHot(random.nextInt(CLASSES));
                case YES_OR_NO -> new double[] {random.nextInt(2)};
                // Coarse steps, so that predictions meet thresholds and each other.
                case PROBABILITY -> new double[] {random.nextInt(11) / 10.0};
                case PROBABILITIES -> random.doubles(CLASSES, 0.01, 1).toArray();
                case NUMBER -> new double[] {random.nextGaussian()};
                case NUMBERS -> random.ints(CLASSES, -3, 4).asDoubleStream().toArray();
            };
        }

        int features() {
            return random(new Random(0)).length;
        }

        private static double[] oneHot(int id) {
            double[] vector = new double[CLASSES];
            vector[id] = 1;
            return vector;
        }
    }

    static Stream<MetricKind> all() {
        List<MetricKind> kinds = new ArrayList<>();
        kinds.add(of(Metrics::accuracy, Content.ID, Content.ID));
        kinds.add(of(Metrics::binaryAccuracy, Content.YES_OR_NO, Content.PROBABILITY));
        kinds.add(of(Metrics::categoricalAccuracy, Content.ONE_HOT, Content.NUMBERS));
        kinds.add(of(Metrics::sparseCategoricalAccuracy, Content.ID, Content.NUMBERS));
        kinds.add(of(() -> Metrics.topKCategoricalAccuracy(2), Content.ONE_HOT, Content.NUMBERS));
        kinds.add(of(() -> Metrics.sparseTopKCategoricalAccuracy(2), Content.ID, Content.NUMBERS));
        for (ScoreKind kind : ScoreKind.values()) {
            boolean isLogits = kind == ScoreKind.LOGITS;
            Content binary = isLogits ? Content.NUMBER : Content.PROBABILITY;
            Content scores = isLogits ? Content.NUMBERS : Content.PROBABILITIES;
            kinds.add(of(() -> Metrics.binaryCrossentropy(kind), Content.YES_OR_NO, binary));
            kinds.add(of(() -> Metrics.categoricalCrossentropy(kind), Content.ONE_HOT, scores));
            kinds.add(of(() -> Metrics.sparseCategoricalCrossentropy(kind), Content.ID, scores));
            kinds.add(of(() -> Metrics.perplexity(kind), Content.ID, scores));
            kinds.add(of(() -> Metrics.perplexity(kind, 1), Content.ID, scores));
            kinds.add(of(() -> new CalibrationError(kind, 10), Content.ID, scores));
            kinds.add(of(() -> new Auc(AucCurve.ROC, kind, 11), Content.YES_OR_NO, binary));
            kinds.add(of(() -> new ExactAuc(AucCurve.ROC, kind), Content.YES_OR_NO, binary));
            kinds.add(of(() -> new ExactAuc(AucCurve.PR, kind), Content.YES_OR_NO, binary));
        }
        kinds.add(of(() -> new Auc(AucCurve.PR, ScoreKind.PROBABILITIES, 7), Content.YES_OR_NO, Content.PROBABILITY));
        kinds.add(of(Metrics::meanSquaredError, Content.NUMBERS, Content.NUMBERS));
        kinds.add(of(Metrics::meanAbsoluteError, Content.NUMBER, Content.NUMBER));
        kinds.add(of(Metrics::rootMeanSquaredError, Content.NUMBERS, Content.NUMBERS));
        for (OutcomeMetric.Figure figure : OutcomeMetric.Figure.values()) {
            kinds.add(outcome(figure, Positives.above(0.5), Content.YES_OR_NO, Content.PROBABILITY));
            kinds.add(outcome(figure, Positives.top(2).ofClass(1), Content.ONE_HOT, Content.NUMBERS));
        }
        for (Averaging averaging : Averaging.values()) {
            FBetaOptions options = FBetaOptions.f1(CLASSES).averaged(averaging);
            kinds.add(of(() -> Metrics.fBetaScore(options), Content.ONE_HOT, Content.NUMBERS));
            kinds.add(of(() -> Metrics.fBetaScore(options.above(0.5).withBeta(2)), Content.ONE_HOT, Content.NUMBERS));
        }
        kinds.add(of(() -> Metrics.meanIoU(CLASSES), Content.ID, Content.ID));
        return kinds.stream();
    }

    private static MetricKind outcome(
            OutcomeMetric.Figure figure, Positives positives, Content labels, Content predictions) {
        return of(() -> new OutcomeMetric(figure, positives), labels, predictions);
    }

    private static MetricKind of(Supplier<Metric> empty, Content labels, Content predictions) {
        return new MetricKind(empty.get().toString(), empty, labels, predictions);
    }

    @Override
    public String toString() {
        return name;
    }
}
