package io.maskwise.training;

import java.io.Serializable;

/**
 * Which round of a run.
 *
 * @param epoch from 1
 * @param round the round of the epoch, from 1
 */
public record RoundPosition(int epoch, int round) implements Serializable {
    public RoundPosition {
        if (epoch < 1 || round < 1) {
            throw new IllegalArgumentException(
                    "Invalid position: epoch " + epoch + ", round " + round + " (both must be >= 1)");
        }
    }

    @Override
    public String toString() {
        return "epoch " + epoch + ", round " + round;
    }
}
