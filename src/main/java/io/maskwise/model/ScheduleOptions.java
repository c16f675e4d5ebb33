package io.maskwise.model;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How the step size changes from step to step: a linear warm-up from 0, then a decay.
 *
 * <p>The step is that of the whole run: with several workers, the steps that each took. The first has number 0, and with
 * a warm-up the size 0, as in Keras.
 *
 * @param kind how it goes on after the warm-up
 * @param warmUpSteps steps until the size reaches the learning rate, >= 0
 * @param decaySteps steps from there until a cosine ends, >= 0; 0 = as many as the run has; other kinds ignore it
 * @param finalFraction which fraction of the learning rate the cosine ends at, in [0, 1]; Keras' {@code alpha}
 */
public record ScheduleOptions(ScheduleKind kind, long warmUpSteps, long decaySteps, double finalFraction)
        implements Serializable {
    /** The learning rate in every step. */
    public static final ScheduleOptions CONSTANT = new ScheduleOptions(ScheduleKind.CONSTANT, 0, 0, 0);

    public ScheduleOptions {
        check("warm-up-steps", warmUpSteps, warmUpSteps >= 0, ">= 0");
        check("decay-steps", decaySteps, decaySteps >= 0, ">= 0, where 0 = all steps of the run");
        check("final-fraction", finalFraction, finalFraction >= 0 && finalFraction <= 1, ">= 0 and <= 1");
    }

    private static void check(String key, Number value, boolean valid, String range) {
        if (!valid) {
            throw new InvalidOption(key.replace('-', ' '), value + " (must be " + range + ")", key);
        }
    }

    /** Whether every step has the same size. */
    boolean isConstant() {
        return kind == ScheduleKind.CONSTANT && warmUpSteps == 0;
    }

    /**
     * The same schedule for a run of so many steps: a cosine without an end of its own ends with the run.
     *
     * @param steps the steps that each worker takes in the run
     */
    public ScheduleOptions over(long steps) {
        return decaySteps > 0
                ? this
                : new ScheduleOptions(kind, warmUpSteps, Math.max(1, steps - warmUpSteps), finalFraction);
    }

    /**
     * The fraction of the learning rate that a step takes.
     *
     * @param step the step of the run, from 0
     * @throws IllegalStateException if it is a cosine that does not know its end
     */
    public double factor(long step) {
        if (step < warmUpSteps) {
            return (double) step / warmUpSteps;
        }
        return switch (kind) {
            case CONSTANT -> 1;
            case COSINE -> cosine(step - warmUpSteps);
            case INVERSE_SQUARE_ROOT -> Math.sqrt((double) Math.max(1, warmUpSteps) / Math.max(1, step));
        };
    }

    private double cosine(long step) {
        if (decaySteps == 0) {
            throw new IllegalStateException("Cannot tell the step size: the schedule does not know the run's steps");
        }
        double done = (double) Math.min(step, decaySteps) / decaySteps;
        return (1 - finalFraction) * 0.5 * (1 + Math.cos(Math.PI * done)) + finalFraction;
    }
}
