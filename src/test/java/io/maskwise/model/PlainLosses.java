package io.maskwise.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A case of a loss by the textbook's formulas and one plain loop over positions: what ours is compared with. */
final class PlainLosses {
    private final LossCase what;
    private final double[] losses;
    private final double[] weights;
    private int count;

    PlainLosses(LossCase what) {
        this.what = what;
        int positions = what.predictions().rows();
        this.losses = new double[positions];
        this.weights = new double[positions];
        int features = what.predictions().features();
        int width = what.name().startsWith("Sparse") ? 1 : features;
        for (int position = 0; position < positions; position++) {
            double[] target = slice(what.targets().values(), position, width);
            if (counts(position, target)) {
                count++;
                weights[position] = weight(position, target);
                losses[position] = weights[position]
                        * formula(what.name(), what.config(), slice(what.predictions(), position, features), target);
            }
        }
    }

    /** Each position's loss times its weight. */
    double[] losses() {
        return losses;
    }

    /** The losses as one number, by Keras' name of the reduction. */
    double value(String reduction) {
        double divisor = switch (reduction) {
            case "sum" -> 1;
            case "sum_over_batch_size" -> count;
            case "mean_with_sample_weight" -> Arrays.stream(weights).sum();
            default -> throw new IllegalArgumentException("Unknown reduction: " + reduction);
        };
        return divisor == 0 ? 0 : Arrays.stream(losses).sum() / divisor;
    }

    private boolean counts(int position, double[] target) {
        int time = what.predictions().dimension(1);
        JsonNode ignored = what.config().path("ignore_class");
        return what.targets()
                        .mask()
                        .map(mask -> mask.isReal(position / time, position % time))
                        .orElse(true)
                && (ignored.isMissingNode() || target[0] != ignored.asInt());
    }

    /** Weights weigh rows unless they have more than one step. */
    private double weight(int position, double[] target) {
        double sampleWeight = what.targets()
                .sampleWeights()
                .map(given -> given.values()[
                        given.rank() == 2 && given.dimension(1) > 1
                                ? position
                                : position / what.predictions().dimension(1)])
                .orElse(1.0);
        double classWeight = what.targets()
                .classWeights()
                .map(given -> given.weights().getOrDefault(label(target), 1.0))
                .orElse(1.0);
        return sampleWeight * classWeight;
    }

    private static int label(double[] target) {
        return target.length == 1
                ? (int) target[0]
                : IntStream.range(0, target.length)
                        .filter(i -> target[i] == 1)
                        .findFirst()
                        .orElseThrow();
    }

    private static double[] slice(Tensor tensor, int position, int width) {
        return Arrays.copyOfRange(tensor.values(), position * width, (position + 1) * width);
    }

    /** The loss of one position, by Keras' name of the loss and its arguments. */
    static double formula(String loss, JsonNode config, double[] prediction, double[] target) {
        boolean fromLogits = config.path("from_logits").asBoolean();
        double smoothing = config.path("label_smoothing").asDouble(0);
        int features = prediction.length;
        return switch (loss) {
            case "SparseCategoricalCrossentropy" -> -Math.log(probabilities(prediction, fromLogits)[(int) target[0]]);
            case "CategoricalCrossentropy" -> {
                double[] probabilities = probabilities(prediction, fromLogits);
                yield sum(
                        features,
                        i -> -(target[i] * (1 - smoothing) + smoothing / features) * Math.log(probabilities[i]));
            }
            case "BinaryCrossentropy" ->
                mean(features, i -> {
                    double yes = fromLogits ? 1 / (1 + Math.exp(-prediction[i])) : prediction[i];
                    double smoothed = target[i] * (1 - smoothing) + smoothing / 2;
                    return -smoothed * Math.log(yes) - (1 - smoothed) * Math.log(1 - yes);
                });
            case "MeanSquaredError" -> mean(features, i -> Math.pow(target[i] - prediction[i], 2));
            case "MeanAbsoluteError" -> mean(features, i -> Math.abs(target[i] - prediction[i]));
            case "Huber" -> {
                double delta = config.path("delta").asDouble(1);
                yield mean(features, i -> {
                    double error = Math.abs(target[i] - prediction[i]);
                    return error < delta ? Math.pow(error, 2) / 2 : delta * (error - delta / 2);
                });
            }
            case "KLDivergence" ->
                sum(features, i -> {
                    double expected = Math.max(target[i], 1e-7);
                    return expected * (Math.log(expected) - Math.log(Math.max(prediction[i], 1e-7)));
                });
            default -> throw new IllegalArgumentException("Unknown loss: " + loss);
        };
    }

    private static double[] probabilities(double[] prediction, boolean fromLogits) {
        double[] shares =
                Arrays.stream(prediction).map(x -> fromLogits ? Math.exp(x) : x).toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private static double sum(int features, IntToDoubleFunction term) {
        return IntStream.range(0, features).mapToDouble(term).sum();
    }

    private static double mean(int features, IntToDoubleFunction term) {
        return sum(features, term) / features;
    }
}
