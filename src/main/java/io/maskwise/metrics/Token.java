package io.maskwise.metrics;

import java.util.function.IntToDoubleFunction;

/**
 * One token that counts: its label, its prediction, its weight.
 *
 * <p>Valid during the call that it is handed to. Reading a label or prediction that is NaN is refused, as a comparison
 * would silently take it for a wrong or a negative one.
 */
public final class Token {
    private final PredictionBatch batch;
    private int index;

    Token(PredictionBatch batch) {
        this.batch = batch;
    }

    void moveTo(int token) {
        index = token;
    }

    /** How much the token counts, > 0. */
    public double weight() {
        return batch.weights().weight(index);
    }

    /** The number of values of the label. */
    public int labelFeatures() {
        return batch.labels().features();
    }

    /** The number of values of the prediction, such as one per class. */
    public int predictionFeatures() {
        return batch.predictions().features();
    }

    /** Whether the label is this one, be it a class or not. */
    public boolean isLabel(int id) {
        return batch.labels().value(index, 0) == id;
    }

    /** The mean of a number per feature of the label. */
    public double mean(IntToDoubleFunction numberOfFeature) {
        double sum = 0;
        for (int feature = 0; feature < labelFeatures(); feature++) {
            sum += numberOfFeature.applyAsDouble(feature);
        }
        return sum / labelFeatures();
    }

    /**
     * One value of the label.
     *
     * @throws IllegalArgumentException if it is NaN
     */
    public double label(int feature) {
        return number("label", batch.labels().value(index, feature));
    }

    /**
     * One value of the prediction.
     *
     * @throws IllegalArgumentException if it is NaN
     */
    public double prediction(int feature) {
        return number("prediction", batch.predictions().value(index, feature));
    }

    private double number(String what, double value) {
        if (Double.isNaN(value)) {
            throw invalid(what, value, "a number");
        }
        return value;
    }

    /**
     * Whether a label of yes and no says yes.
     *
     * @throws IllegalArgumentException if it is neither 0 nor 1
     */
    public boolean isLabelled(int feature) {
        double label = label(feature);
        if (label != 0 && label != 1) {
            throw invalid("label", label, "0 or 1");
        }
        return label == 1;
    }

    /**
     * The label as a class.
     *
     * @throws IllegalArgumentException if it is not one of the classes
     */
    public int labelClass(int classes) {
        return classId("label", label(0), classes);
    }

    /**
     * The prediction as a class.
     *
     * @throws IllegalArgumentException if it is not one of the classes
     */
    public int predictedClass(int classes) {
        return classId("prediction", prediction(0), classes);
    }

    private int classId(String what, double value, int classes) {
        if (!(value >= 0 && value < classes) || value != Math.rint(value)) {
            throw invalid(what, value, "a class, 0 to " + (classes - 1));
        }
        return (int) value;
    }

    /** A refusal of one of the token's values, which names the token. */
    IllegalArgumentException invalid(String what, double value, String must) {
        String text = value == (long) value ? Long.toString((long) value) : Double.toString(value);
        int time = batch.weights().time();
        return new IllegalArgumentException("Invalid " + what + ": " + text + " at row " + index / time + ", step "
                + index % time + " (must be " + must + ")");
    }
}
