package io.maskwise.model;

import java.io.Serializable;

/**
 * How far predictions are from their targets, one position at a time.
 *
 * <p>A position is a step of a sequence, {@code [batch, time]}, or a row, {@code [batch]}. A loss says what one position
 * costs and how that changes with the prediction; {@link #of} does the rest for any loss in the same way: positions
 * under the mask are not read, weights multiply, sums are kept in the order of the positions. So a loss of one's own is
 * one method:
 *
 * <pre>{@code
 * Loss lastFeature = (prediction, target, gradient) -> {
 *     int last = prediction.length - 1;
 *     gradient[last] = -1;
 *     return target[last] - prediction[last];
 * };
 * }</pre>
 *
 * <p>The shipped losses are Keras', with its names and its numbers; see <a
 * href="https://keras.io/api/losses/">keras.io/api/losses</a>.
 */
@FunctionalInterface
public interface Loss extends Serializable {
    /**
     * The loss of one position.
     *
     * @param prediction shape {@code [features]}
     * @param target as many numbers as {@link #targetWidth} says
     * @param gradient zeros of the prediction's shape; receives the loss's derivative by each of its values
     * @throws IllegalArgumentException if no loss is defined for this target
     */
    double position(double[] prediction, double[] target, double[] gradient);

    /** How many numbers a position's target has: one for each feature, unless the target is a class id. */
    default int targetWidth(int features) {
        return features;
    }

    /** Whether a position with this target counts, where the mask lets it. */
    default boolean counts(double[] target) {
        return true;
    }

    /**
     * The class of a target, for {@link ClassWeights}.
     *
     * @throws IllegalArgumentException if the targets of this loss have no class
     */
    default int classOf(double[] target) {
        throw new IllegalArgumentException("Cannot weight by class: the targets of this loss have none");
    }

    /**
     * The losses of all positions.
     *
     * @param predictions shape {@code [batch, time, features]}, or {@code [batch, features]}
     * @param targets what they should be, which of them count, and how much
     * @throws IllegalArgumentException if shapes do not fit, or a position that counts has no loss or no valid weight
     */
    default LossValues of(Tensor predictions, LossTargets targets) {
        return new LossPass(this, predictions, targets).run();
    }
}
