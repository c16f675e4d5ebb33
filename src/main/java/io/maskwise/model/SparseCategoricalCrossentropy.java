package io.maskwise.model;

/**
 * Cross-entropy of class ids; Keras' {@code SparseCategoricalCrossentropy}.
 *
 * @param fromLogits whether predictions are logits; else probabilities, divided by their sum and clipped to
 *     [1e-7, 1 - 1e-7] as in Keras
 * @param ignoreClass positions with this class id do not count, as if masked; {@link #NO_CLASS} = all count
 */
public record SparseCategoricalCrossentropy(boolean fromLogits, int ignoreClass) implements Loss {
    /** The class id that is none. */
    public static final int NO_CLASS = Integer.MIN_VALUE;

    /** From logits, {@code [batch, time, classes]}. */
    public static SparseCategoricalCrossentropy ofLogits() {
        return new SparseCategoricalCrossentropy(true, NO_CLASS);
    }

    /** From probabilities, {@code [batch, time, classes]}. */
    public static SparseCategoricalCrossentropy ofProbabilities() {
        return new SparseCategoricalCrossentropy(false, NO_CLASS);
    }

    /** The same loss, for which positions of a class do not count. */
    public SparseCategoricalCrossentropy ignoring(int label) {
        return new SparseCategoricalCrossentropy(fromLogits, label);
    }

    @Override
    public int targetWidth(int features) {
        return 1;
    }

    @Override
    public boolean counts(double[] target) {
        return target[0] != ignoreClass;
    }

    @Override
    public int classOf(double[] target) {
        int label = (int) target[0];
        if (label != target[0] || label < 0) {
            throw new IllegalArgumentException("Invalid label: " + target[0] + " (must be a whole number >= 0)");
        }
        return label;
    }

    @Override
    public double position(double[] prediction, double[] target, double[] gradient) {
        int label = classOf(target);
        if (label >= prediction.length) {
            throw new IllegalArgumentException(
                    "Invalid label: " + label + " (must be 0 to " + (prediction.length - 1) + ")");
        }
        double[] upstream = new double[prediction.length];
        upstream[label] = -1;
        CategoryScale scale = CategoryScale.of(fromLogits);
        scale.backward(prediction, upstream, gradient);
        return -scale.logarithms(prediction)[label];
    }
}
