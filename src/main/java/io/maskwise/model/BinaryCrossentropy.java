package io.maskwise.model;

/**
 * Cross-entropy of yes or no, the mean over the features; Keras' {@code BinaryCrossentropy}.
 *
 * <p>Class weights need one feature; its classes are 0 and 1.
 *
 * @param fromLogits whether predictions are logits; else probabilities, clipped to [1e-7, 1 - 1e-7] as in Keras
 * @param labelSmoothing the share of each target, 0 to 1, that is replaced by one half
 */
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing) implements FeatureMeanLoss {
    public BinaryCrossentropy {
        Probability.checkSmoothing(labelSmoothing);
    }

    /** From logits. */
    public static BinaryCrossentropy ofLogits() {
        return new BinaryCrossentropy(true, 0);
    }

    /** From probabilities. */
    public static BinaryCrossentropy ofProbabilities() {
        return new BinaryCrossentropy(false, 0);
    }

    @Override
    public int classOf(double[] target) {
        if (target.length > 1) {
            throw new IllegalArgumentException(
                    "Cannot weight by class: the target has " + target.length + " labels (must be one)");
        }
        return target[0] < 0.5 ? 0 : 1;
    }

    @Override
    public double feature(double prediction, double target) {
        double expected = smoothed(target);
        if (fromLogits) {
            return Math.max(prediction, 0) - prediction * expected + Math.log1p(Math.exp(-Math.abs(prediction)));
        }
        double probability = Probability.clipped(prediction);
        return -expected * Math.log(probability) - (1 - expected) * Math.log1p(-probability);
    }

    @Override
    public double derivative(double prediction, double target) {
        double expected = smoothed(target);
        if (fromLogits) {
            return 1 / (1 + Math.exp(-prediction)) - expected;
        }
        boolean clipped = Probability.clipped(prediction) != prediction;
        return clipped ? 0 : (prediction - expected) / (prediction * (1 - prediction));
    }

    private double smoothed(double target) {
        return target * (1 - labelSmoothing) + labelSmoothing / 2;
    }
}
