package io.maskwise.metrics;

import java.util.function.Consumer;

/**
 * Labels, their predictions and how much each token counts: what metrics are fed.
 *
 * @param labels what is right, shape {@code [batch, time, features]}
 * @param predictions what was predicted, of the same batch and time
 * @param weights how much each token counts, shape {@code [batch, time]}
 */
public record PredictionBatch(TokenValues labels, TokenValues predictions, TokenWeights weights) {
    /** @throws IllegalArgumentException if the shapes do not fit together */
    public PredictionBatch {
        checkShape("labels", labels, weights);
        checkShape("predictions", predictions, weights);
    }

    private static void checkShape(String what, TokenValues values, TokenWeights weights) {
        if (values.batch() != weights.batch()) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + values.batch() + " rows (must be " + weights.batch() + ", as the mask)");
        }
        if (values.batch() > 0 && values.time() != weights.time()) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + values.time() + " steps (must be " + weights.time() + ", as the mask)");
        }
    }

    /** Whether there is no token at all, masked ones included; its numbers of features then mean nothing. */
    boolean isEmpty() {
        return weights.batch() == 0 || weights.time() == 0;
    }

    /** Calls back with every token that counts, in order; the token moves on afterwards. */
    void forEachCounted(Consumer<Token> action) {
        Token token = new Token(this);
        int tokens = weights.batch() * weights.time();
        for (int index = 0; index < tokens; index++) {
            if (weights.weight(index) > 0) {
                token.moveTo(index);
                action.accept(token);
            }
        }
    }
}
