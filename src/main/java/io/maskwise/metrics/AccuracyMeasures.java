package io.maskwise.metrics;

/** 1 for a right prediction and 0 for a wrong one: what Keras' accuracy metrics average. */
final class AccuracyMeasures {
    private AccuracyMeasures() {}

    private static double hit(boolean isHit) {
        return isHit ? 1 : 0;
    }

    /** Whether label and prediction are equal; over several features, the share that is. */
    record Accuracy() implements TokenMeasure {
        @Override
        public double measure(Token token) {
            return token.mean(feature -> hit(token.label(feature) == token.prediction(feature)));
        }
    }

    /** Whether the prediction is above the threshold where the label is 1; over several features, the share. */
    record BinaryAccuracy(double threshold) implements TokenMeasure {
        BinaryAccuracy {
            Checks.checkThreshold(threshold);
        }

        @Override
        public double measure(Token token) {
            return token.mean(feature -> hit(token.isLabelled(feature) == (token.prediction(feature) > threshold)));
        }
    }

    /** Whether the class of a one-hot label is the first of the highest scores. */
    record CategoricalAccuracy() implements TokenMeasure {
        @Override
        public double measure(Token token) {
            return hit(TopScores.bestLabel(token) == TopScores.best(token));
        }
    }

    /** Whether the labelled class is the first of the highest scores. */
    record SparseCategoricalAccuracy() implements TokenMeasure {
        @Override
        public void checkFeatures(int labelFeatures, int predictionFeatures) {
            Checks.checkSingleLabel(labelFeatures);
        }

        @Override
        public double measure(Token token) {
            return hit(token.labelClass(token.predictionFeatures()) == TopScores.best(token));
        }
    }

    /** Whether the class of a one-hot label is among the highest k scores; ties with the k-th are. */
    record TopKCategoricalAccuracy(int k) implements TokenMeasure {
        TopKCategoricalAccuracy {
            Checks.checkK(k);
        }

        @Override
        public void checkFeatures(int labelFeatures, int predictionFeatures) {
            Checks.checkEqual(labelFeatures, predictionFeatures);
            Checks.checkTop(k, predictionFeatures);
        }

        @Override
        public double measure(Token token) {
            return hit(TopScores.isAmongBest(token, TopScores.bestLabel(token), k));
        }
    }

    /** Whether the labelled class is among the highest k scores; ties with the k-th are. */
    record SparseTopKCategoricalAccuracy(int k) implements TokenMeasure {
        SparseTopKCategoricalAccuracy {
            Checks.checkK(k);
        }

        @Override
        public void checkFeatures(int labelFeatures, int predictionFeatures) {
            Checks.checkSingleLabel(labelFeatures);
            Checks.checkTop(k, predictionFeatures);
        }

        @Override
        public double measure(Token token) {
            return hit(TopScores.isAmongBest(token, token.labelClass(token.predictionFeatures()), k));
        }
    }
}
