package io.maskwise.model;

/**
 * Cross-entropy of a distribution over classes, such as one-hot targets; Keras' {@code CategoricalCrossentropy}.
 *
 * <p>A target of 0 costs nothing, even where its class is impossible (a logit of minus infinity).
 *
 * @param fromLogits whether predictions are logits; else probabilities, divided by their sum and clipped to
 *     [1e-7, 1 - 1e-7] as in Keras
 * @param labelSmoothing the share of each target, 0 to 1, that is spread evenly over all classes
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
    public CategoricalCrossentropy {
        Probability.checkSmoothing(labelSmoothing);
    }

    /** From logits, {@code [batch, time, classes]}. */
    public static CategoricalCrossentropy ofLogits() {
        return new CategoricalCrossentropy(true, 0);
    }

    /** From probabilities, {@code [batch, time, classes]}. */
    public static CategoricalCrossentropy ofProbabilities() {
        return new CategoricalCrossentropy(false, 0);
    }

    /** The class with the largest target, the lowest id among equals. */
    @Override
    public int classOf(double[] target) {
        int largest = 0;
        for (int i = 1; i < target.length; i++) {
            if (target[i] > target[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    @Override
    public double position(double[] prediction, double[] target, double[] gradient) {
        CategoryScale scale = CategoryScale.of(fromLogits);
        double[] logarithms = scale.logarithms(prediction);
        double[] upstream = new double[prediction.length];
        double loss = 0;
        for (int i = 0; i < target.length; i++) {
            double smoothed = target[i] * (1 - labelSmoothing) + labelSmoothing / target.length;
            if (smoothed != 0) {
                upstream[i] = -smoothed;
                loss -= smoothed * logarithms[i];
            }
        }
        scale.backward(prediction, upstream, gradient);
        return loss;
    }
}
