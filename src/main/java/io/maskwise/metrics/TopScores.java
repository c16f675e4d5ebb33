package io.maskwise.metrics;

import java.util.Arrays;

/** Which of a token's predictions are the greatest; of equal ones, the first comes first, as in Keras. */
final class TopScores {
    private TopScores() {}

    /** The index of the greatest prediction. */
    static int best(Token token) {
        int best = 0;
        for (int feature = 1; feature < token.predictionFeatures(); feature++) {
            if (token.prediction(feature) > token.prediction(best)) {
                best = feature;
            }
        }
        return best;
    }

    /** The index of the greatest value of the label: the class of a one-hot vector. */
    static int bestLabel(Token token) {
        int best = 0;
        for (int feature = 1; feature < token.labelFeatures(); feature++) {
            if (token.label(feature) > token.label(best)) {
                best = feature;
            }
        }
        return best;
    }

    /** Whether fewer than {@code k} predictions are greater: all that equal the k-th are among the best k. */
    static boolean isAmongBest(Token token, int feature, int k) {
        double score = token.prediction(feature);
        int greater = 0;
        for (int other = 0; other < token.predictionFeatures(); other++) {
            greater += token.prediction(other) > score ? 1 : 0;
        }
        return greater < k;
    }

    /** Exactly the best {@code k} predictions. */
    static boolean[] best(Token token, int k) {
        double[] sorted = new double[token.predictionFeatures()];
        Arrays.setAll(sorted, token::prediction);
        Arrays.sort(sorted);
        double last = sorted[sorted.length - k];
        int equalToLast = 0;
        for (int i = sorted.length - k; i < sorted.length && sorted[i] == last; i++) {
            equalToLast++;
        }
        boolean[] best = new boolean[sorted.length];
        for (int feature = 0; feature < best.length; feature++) {
            double score = token.prediction(feature);
            best[feature] = score > last || (score == last && equalToLast-- > 0);
        }
        return best;
    }
}
