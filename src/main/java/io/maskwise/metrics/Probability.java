package io.maskwise.metrics;

/** The probability of yes. */
final class Probability {
    /** How near to 0 and 1 a logarithm is taken, and how far beyond rounding may go; Keras' {@code epsilon()}. */
    private static final double EPSILON = 1e-7;

    private Probability() {}

    /** The probability, kept away from 0 and 1 so that its logarithm is finite. */
    static double clipped(double probability) {
        return Math.min(Math.max(probability, EPSILON), 1 - EPSILON);
    }

    /**
     * A prediction that is a probability already.
     *
     * @throws IllegalArgumentException if it is not, by more than rounding
     */
    static double checked(Token token, int feature) {
        double prediction = token.prediction(feature);
        if (prediction < -EPSILON || prediction > 1 + EPSILON) {
            throw token.invalid("prediction", prediction, "a probability, 0 to 1; is it a logit?");
        }
        return Math.min(Math.max(prediction, 0), 1);
    }

    /** The probability that a prediction stands for. */
    static double of(Token token, int feature, ScoreKind kind) {
        return kind == ScoreKind.LOGITS ? 1 / (1 + Math.exp(-token.prediction(feature))) : checked(token, feature);
    }
}
