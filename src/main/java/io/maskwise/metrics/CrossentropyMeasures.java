package io.maskwise.metrics;

/**
 * Cross-entropy in nats: what Keras' probabilistic metrics average.
 *
 * <p>As in Keras, probabilities of classes are divided by their sum and then kept away from 0 and 1 by 1e-7.
 */
final class CrossentropyMeasures {
    private CrossentropyMeasures() {}

    /** What to subtract from a logit, or from the logarithm of a probability, so that it is one of a distribution. */
    private static double normaliser(Token token, ScoreKind kind) {
        return kind == ScoreKind.LOGITS ? logSumExp(token) : sum(token);
    }

    /** The logarithm of the sum of the exponentials of a token's predictions. */
    static double logSumExp(Token token) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int feature = 0; feature < token.predictionFeatures(); feature++) {
            largest = Math.max(largest, token.prediction(feature));
        }
        double sum = 0;
        for (int feature = 0; feature < token.predictionFeatures(); feature++) {
            sum += Math.exp(token.prediction(feature) - largest);
        }
        return largest + Math.log(sum);
    }

    private static double sum(Token token) {
        double sum = 0;
        for (int feature = 0; feature < token.predictionFeatures(); feature++) {
            double probability = token.prediction(feature);
            if (probability < 0) {
                throw token.invalid("prediction", probability, "a probability, >= 0; is it a logit?");
            }
            sum += probability;
        }
        if (sum == 0) {
            throw token.invalid("sum of predictions", sum, "> 0");
        }
        return sum;
    }

    private static double logProbability(Token token, int feature, ScoreKind kind, double normaliser) {
        return kind == ScoreKind.LOGITS
                ? token.prediction(feature) - normaliser
                : Math.log(Probability.clipped(token.prediction(feature) / normaliser));
    }

    /** Of class ids and the scores of the classes. */
    record SparseCategoricalCrossentropy(ScoreKind kind) implements TokenMeasure {
        @Override
        public void checkFeatures(int labelFeatures, int predictionFeatures) {
            Checks.checkSingleLabel(labelFeatures);
        }

        @Override
        public double measure(Token token) {
            int label = token.labelClass(token.predictionFeatures());
            return -logProbability(token, label, kind, normaliser(token, kind));
        }
    }

    /** Of distributions, such as one-hot vectors, and the scores of the classes. */
    record CategoricalCrossentropy(ScoreKind kind) implements TokenMeasure {
        @Override
        public double measure(Token token) {
            double normaliser = normaliser(token, kind);
            double sum = 0;
            for (int feature = 0; feature < token.labelFeatures(); feature++) {
                double label = token.label(feature);
                // 0 times minus infinity, the logit of an impossible class, is no number.
                sum += label == 0 ? 0 : label * logProbability(token, feature, kind, normaliser);
            }
            return -sum;
        }
    }

    /** Of yes and no, or of probabilities of yes; over several features, the mean. */
    record BinaryCrossentropy(ScoreKind kind) implements TokenMeasure {
        @Override
        public double measure(Token token) {
            return token.mean(
                    feature -> kind == ScoreKind.LOGITS ? ofLogit(token, feature) : ofProbability(token, feature));
        }

        private static double ofProbability(Token token, int feature) {
            double label = label(token, feature);
            double probability = Probability.clipped(Probability.checked(token, feature));
            return -label * Math.log(probability) - (1 - label) * Math.log1p(-probability);
        }

        /** Of a sigmoid, without computing it: exact for large logits too. */
        private static double ofLogit(Token token, int feature) {
            double logit = token.prediction(feature);
            return Math.max(logit, 0) - logit * label(token, feature) + Math.log1p(Math.exp(-Math.abs(logit)));
        }

        private static double label(Token token, int feature) {
            double label = token.label(feature);
            if (!(label >= 0 && label <= 1)) {
                throw token.invalid("label", label, "0 to 1");
            }
            return label;
        }
    }
}
