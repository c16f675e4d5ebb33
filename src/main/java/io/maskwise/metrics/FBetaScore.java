package io.maskwise.metrics;

import java.util.Arrays;

/**
 * The F-score of classes that tokens are labelled with, as vectors of 0 and 1; Keras' {@code FBetaScore}, {@code
 * F1Score}.
 *
 * <p>Without a threshold every greatest prediction of a token is positive, unless it is 0.
 */
public final class FBetaScore implements Metric {
    private static final long serialVersionUID = 1L;

    /** What Keras takes for 0, so that a vector of zeros predicts nothing. */
    private static final double ZERO = 1e-9;

    private final FBetaOptions options;
    private OutcomeSums[] classes;

    /** The score of nothing yet. */
    public FBetaScore(FBetaOptions options) {
        this(options, OutcomeSums.zeros(options.classes()));
    }

    private FBetaScore(FBetaOptions options, OutcomeSums[] classes) {
        this.options = options;
        this.classes = classes;
    }

    @Override
    public void add(PredictionBatch batch) {
        if (!batch.isEmpty()) {
            checkFeatures("labels", batch.labels());
            checkFeatures("predictions", batch.predictions());
            OutcomeSums[] part = OutcomeSums.zeros(options.classes());
            batch.forEachCounted(token -> count(token, part));
            classes = OutcomeSums.merge(classes, part);
        }
    }

    private void checkFeatures(String what, TokenValues values) {
        Checks.checkFeatures(what, values.features(), options.classes(), "the number of classes");
    }

    private void count(Token token, OutcomeSums[] sums) {
        Double threshold = options.threshold();
        double greatest = token.prediction(TopScores.best(token));
        for (int id = 0; id < sums.length; id++) {
            double score = token.prediction(id);
            boolean isPositive = threshold == null ? score == greatest && Math.abs(score) > ZERO : score > threshold;
            sums[id].add(token.isLabelled(id), isPositive, token.weight());
        }
    }

    @Override
    public FBetaScore merge(Metric other) {
        if (!(other instanceof FBetaScore score) || !score.options.equals(options)) {
            throw new IllegalArgumentException("Cannot merge metrics: one is " + this + ", the other " + other);
        }
        return new FBetaScore(options, OutcomeSums.merge(classes, score.classes));
    }

    /** The score of each class; Keras' {@code average=None}. */
    public double[] perClass() {
        return Arrays.stream(classes)
                .mapToDouble(sums -> sums.fBeta(options.beta()))
                .toArray();
    }

    @Override
    public double value() {
        return switch (options.averaging()) {
            case MACRO -> Arrays.stream(perClass()).sum() / classes.length;
            case MICRO ->
                Arrays.stream(classes)
                        .reduce(new OutcomeSums(), OutcomeSums::merge)
                        .fBeta(options.beta());
            case WEIGHTED -> weighted();
        };
    }

    private double weighted() {
        double sum = 0;
        double weight = 0;
        for (OutcomeSums sums : classes) {
            sum += sums.fBeta(options.beta()) * sums.support();
            weight += sums.support();
        }
        return OutcomeSums.share(sum, weight);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FBetaScore score
                && score.options.equals(options)
                && Arrays.equals(score.classes, classes);
    }

    @Override
    public int hashCode() {
        return 31 * options.hashCode() + Arrays.hashCode(classes);
    }

    @Override
    public String toString() {
        return "FBetaScore[" + options + ", " + value() + "]";
    }
}
