package io.maskwise.model;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How parameters are updated.
 *
 * @param kind the rule
 * @param learningRate the step size, positive
 * @param momentum of momentum and nesterov, in [0, 1); other rules ignore it
 * @param rho RMSprop's decay of the squared gradient, in [0, 1)
 * @param beta1 Adam's decay of the first moment, in [0, 1)
 * @param beta2 Adam's decay of the second moment, in [0, 1)
 * @param epsilon Adam's and RMSprop's constant in the denominator, positive; Keras' default is 1e-7
 * @param weightDecay by which fraction of itself, times the step size, AdamW shrinks each weight in a step, >= 0; Keras'
 *     default is 0.004; other rules ignore it
 * @param schedule how the step size changes from step to step
 * @param clipping how large a gradient may be
 */
public record UpdaterOptions(
        UpdaterKind kind,
        double learningRate,
        double momentum,
        double rho,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        ScheduleOptions schedule,
        ClippingOptions clipping)
        implements Serializable {
    private static final String POSITIVE_FLOAT = "> 0, from 1.4E-45 to 3.4E38 as a float can hold";

    public UpdaterOptions {
        check("learning-rate", learningRate, isPositiveFloat(learningRate), POSITIVE_FLOAT);
        checkDecay("momentum", momentum);
        checkDecay("rho", rho);
        checkDecay("beta1", beta1);
        checkDecay("beta2", beta2);
        check("epsilon", epsilon, isPositiveFloat(epsilon), POSITIVE_FLOAT);
        check("weight-decay", weightDecay, weightDecay >= 0 && weightDecay <= 1, ">= 0 and <= 1");
    }

    private static void checkDecay(String key, double value) {
        check(key, value, value >= 0 && value < 1, ">= 0 and < 1");
    }

    /** What float makes 0 of would train nothing, and what it makes infinite would destroy everything. */
    private static boolean isPositiveFloat(double value) {
        return value >= Float.MIN_VALUE && value <= Float.MAX_VALUE;
    }

    private static void check(String key, double value, boolean valid, String range) {
        if (!valid) {
            throw new InvalidOption(key.replace('-', ' '), value + " (must be " + range + ")", key);
        }
    }

    /** A rule with Keras' defaults. */
    public static UpdaterOptions of(UpdaterKind kind, double learningRate) {
        return new UpdaterOptions(
                kind, learningRate, 0.9, 0.9, 0.9, 0.999, 1e-7, 0.004, ScheduleOptions.CONSTANT, ClippingOptions.NONE);
    }

    /** Plain gradient descent. */
    public static UpdaterOptions sgd(double learningRate) {
        return of(UpdaterKind.SGD, learningRate);
    }

    /** Nesterov's momentum. */
    public static UpdaterOptions nesterov(double learningRate, double momentum) {
        UpdaterOptions keras = of(UpdaterKind.NESTEROV, learningRate);
        return new UpdaterOptions(
                keras.kind,
                learningRate,
                momentum,
                keras.rho,
                keras.beta1,
                keras.beta2,
                keras.epsilon,
                keras.weightDecay,
                keras.schedule,
                keras.clipping);
    }

    /** Adam with Keras' defaults. */
    public static UpdaterOptions adam(double learningRate) {
        return of(UpdaterKind.ADAM, learningRate);
    }

    /** The same rule with its gradients clipped. */
    public UpdaterOptions clippedBy(ClippingOptions limits) {
        return with(schedule, limits);
    }

    /** The same rule with a step size that changes from step to step. */
    public UpdaterOptions scheduledBy(ScheduleOptions changed) {
        return with(changed, clipping);
    }

    private UpdaterOptions with(ScheduleOptions otherSchedule, ClippingOptions otherClipping) {
        return new UpdaterOptions(
                kind, learningRate, momentum, rho, beta1, beta2, epsilon, weightDecay, otherSchedule, otherClipping);
    }
}
