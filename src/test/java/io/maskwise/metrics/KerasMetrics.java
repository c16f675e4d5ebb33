package io.maskwise.metrics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that golden cases name, such as {@code "AUC ROC num_thresholds=10"}, their options included. */
final class KerasMetrics {
    private KerasMetrics() {}

    static Metric named(String name, int classes) {
        return switch (name.split("[ (]", 2)[0]) {
            case "Accuracy" -> Metrics.accuracy();
            case "BinaryAccuracy" -> Metrics.binaryAccuracy();
            case "CategoricalAccuracy" -> Metrics.categoricalAccuracy();
            case "SparseCategoricalAccuracy" -> Metrics.sparseCategoricalAccuracy();
            case "TopKCategoricalAccuracy" -> Metrics.topKCategoricalAccuracy(wholeNumber(name, "k"));
            case "SparseTopKCategoricalAccuracy" -> Metrics.sparseTopKCategoricalAccuracy(wholeNumber(name, "k"));
            case "BinaryCrossentropy" -> Metrics.binaryCrossentropy(kind(name));
            case "CategoricalCrossentropy" -> Metrics.categoricalCrossentropy(kind(name));
            case "SparseCategoricalCrossentropy" -> Metrics.sparseCategoricalCrossentropy(kind(name));
            case "Perplexity" -> perplexity(name);
            case "MeanSquaredError" -> Metrics.meanSquaredError();
            case "MeanAbsoluteError" -> Metrics.meanAbsoluteError();
            case "RootMeanSquaredError" -> Metrics.rootMeanSquaredError();
            case "Precision" -> Metrics.precision(positives(name));
            case "Recall" -> Metrics.recall(positives(name));
            case "TruePositives" -> Metrics.truePositives(positives(name));
            case "FalsePositives" -> Metrics.falsePositives(positives(name));
            case "TrueNegatives" -> Metrics.trueNegatives(positives(name));
            case "FalseNegatives" -> Metrics.falseNegatives(positives(name));
            case "AUC" -> auc(name);
            case "MeanIoU" -> Metrics.meanIoU(classes);
            case "F1Score", "FBetaScore" -> Metrics.fBetaScore(fBeta(name, classes));
            default -> throw new IllegalArgumentException("No metric is called " + name);
        };
    }

    private static ScoreKind kind(String name) {
        return name.contains("from_logits") ? ScoreKind.LOGITS : ScoreKind.PROBABILITIES;
    }

    /** The goldens' perplexity is of logits always. */
    private static Metric perplexity(String name) {
        return has(name, "mask_token_id")
                ? Metrics.perplexity(ScoreKind.LOGITS, wholeNumber(name, "mask_token_id"))
                : Metrics.perplexity(ScoreKind.LOGITS);
    }

    private static Positives positives(String name) {
        Positives positives = has(name, "top_k") ? Positives.top(wholeNumber(name, "top_k")) : Positives.above(0.5);
        return has(name, "class_id") ? positives.ofClass(wholeNumber(name, "class_id")) : positives;
    }

    private static Metric auc(String name) {
        AucCurve curve = AucCurve.valueOf(name.split(" ", -1)[1]);
        return has(name, "num_thresholds")
                ? new Auc(curve, ScoreKind.PROBABILITIES, wholeNumber(name, "num_thresholds"))
                : Metrics.auc(curve);
    }

    private static FBetaOptions fBeta(String name, int classes) {
        FBetaOptions options = FBetaOptions.f1(classes);
        options = has(name, "beta") ? options.withBeta(number(name, "beta")) : options;
        options = has(name, "thr") ? options.above(number(name, "thr")) : options;
        options = name.contains("micro") ? options.averaged(Averaging.MICRO) : options;
        return name.contains("weighted") ? options.averaged(Averaging.WEIGHTED) : options;
    }

    private static boolean has(String name, String option) {
        return option(name, option).find();
    }

    private static int wholeNumber(String name, String option) {
        return (int) number(name, option);
    }

    private static double number(String name, String option) {
        Matcher matcher = option(name, option);
        if (!matcher.find()) {
            throw new IllegalArgumentException(name + " does not say " + option);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static Matcher option(String name, String option) {
        return Pattern.compile("\\b" + option + "=([0-9.]+)").matcher(name);
    }
}
