package io.maskwise.metrics;

/** The distance of prediction and label, its mean over the features: what Keras' regression metrics average. */
final class ErrorMeasures {
    private ErrorMeasures() {}

    private static double difference(Token token, int feature) {
        return token.prediction(feature) - token.label(feature);
    }

    /** The mean of the squared differences. */
    record SquaredError() implements TokenMeasure {
        @Override
        public double measure(Token token) {
            return token.mean(feature -> difference(token, feature) * difference(token, feature));
        }
    }

    /** The mean of the absolute differences. */
    record AbsoluteError() implements TokenMeasure {
        @Override
        public double measure(Token token) {
            return token.mean(feature -> Math.abs(difference(token, feature)));
        }
    }
}
