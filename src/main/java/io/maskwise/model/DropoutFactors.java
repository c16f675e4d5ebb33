package io.maskwise.model;

import io.maskwise.sequence.Seeds;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What dropout multiplies numbers with: zero with probability {@code rate}, else {@code 1 / (1 - rate)}.
 *
 * <p>Drawn for real steps only, so that padding changes no draw.
 *
 * @param rate the share that is dropped, in [0, 1)
 * @param call whether to drop at all, and the seed
 */
record DropoutFactors(double rate, Call call) {
    /** Whether anything is dropped. */
    boolean drops() {
        return call.training() && rate > 0;
    }

    /**
     * So many factors; absent where nothing is dropped.
     *
     * @param coordinates which draw this is among those of one call
     */
    Optional<double[]> draw(int count, long... coordinates) {
        if (!drops()) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(Seeds.derive(call.seed(), coordinates));
        double[] factors = new double[count];
        for (int i = 0; i < count; i++) {
            factors[i] = random.nextDouble() < rate ? 0 : 1 / (1 - rate);
        }
        return Optional.of(factors);
    }
}
