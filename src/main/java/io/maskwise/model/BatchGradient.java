package io.maskwise.model;

import io.maskwise.metrics.LossSum;
import java.io.Serializable;

/**
 * The gradient of a batch's mean loss, with the loss it belongs to.
 *
 * @param gradient of {@code loss.sum / loss.weight}; all zero where the weight is 0
 * @param loss the batch's loss and its weight
 */
public record BatchGradient(ParameterVector gradient, LossSum loss) implements Serializable {}
