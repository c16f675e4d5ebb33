package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Optional;

/**
 * What predictions are compared with: the targets, which of them count, and how much.
 *
 * <p>Neither targets nor weights under the mask are read. Positions that count are counted as one each, whatever they
 * weigh: weights multiply losses and never enter the denominator of {@link LossReduction#SUM_OVER_BATCH_SIZE}. A weight
 * of 0 makes loss and gradient 0 even where the prediction is not finite.
 *
 * <p>Weights of shape {@code [batch]} weigh rows, always. Keras 3 fails on them where the loss is {@code [batch, time]},
 * and weighs columns where batch and time happen to be equal.
 *
 * <p>Where sample weights and class weights are both given, a position weighs their product; Keras refuses both.
 *
 * @param values class ids {@code [batch, time]}, or values {@code [batch, time, features]}; without time for predictions
 *     {@code [batch, features]}; a last axis of 1 may be there or not
 * @param mask which positions count, shape {@code [batch, time]}, or {@code [batch, 1]} for predictions without time;
 *     absent = all
 * @param sampleWeights shape {@code [batch]} or {@code [batch, 1]} for rows, {@code [batch, time]} for positions; finite
 *     and not negative where a position counts; absent = all 1
 * @param classWeights what a position weighs by the class of its target; absent = all 1
 */
public record LossTargets(
        Tensor values, Optional<Mask> mask, Optional<Tensor> sampleWeights, Optional<ClassWeights> classWeights) {
    /** Targets that all count, and weigh 1. */
    public static LossTargets of(Tensor values) {
        return new LossTargets(values, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** These targets under a mask. */
    public LossTargets masked(Mask positions) {
        return new LossTargets(values, Optional.of(positions), sampleWeights, classWeights);
    }

    /** These targets with a weight for each row or position. */
    public LossTargets weighted(Tensor weights) {
        return new LossTargets(values, mask, Optional.of(weights), classWeights);
    }

    /** These targets with a weight for each class. */
    public LossTargets weighted(ClassWeights weights) {
        return new LossTargets(values, mask, sampleWeights, Optional.of(weights));
    }
}
