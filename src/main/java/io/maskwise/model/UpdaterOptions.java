package io.maskwise.model;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How parameters are updated.
 *
 * @param kind the rule
 * @param learningRate the step size, positive
 * @param momentum Nesterov's momentum, in [0, 1); other rules ignore it
 * @param beta1 Adam's decay of the first moment, in [0, 1)
 * @param beta2 Adam's decay of the second moment, in [0, 1)
 * @param epsilon Adam's constant in the denominator, positive; Keras' default is 1e-7
 */
public record UpdaterOptions(
        UpdaterKind kind, double learningRate, double momentum, double beta1, double beta2, double epsilon)
        implements Serializable {
    private static final String POSITIVE_FLOAT = "> 0, from 1.4E-45 to 3.4E38 as a float can hold";

    public UpdaterOptions {
        check("learning-rate", learningRate, isPositiveFloat(learningRate), POSITIVE_FLOAT);
        check("momentum", momentum, momentum >= 0 && momentum < 1, ">= 0 and < 1");
        check("beta1", beta1, beta1 >= 0 && beta1 < 1, ">= 0 and < 1");
        check("beta2", beta2, beta2 >= 0 && beta2 < 1, ">= 0 and < 1");
        check("epsilon", epsilon, isPositiveFloat(epsilon), POSITIVE_FLOAT);
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

    /** Plain gradient descent. */
    public static UpdaterOptions sgd(double learningRate) {
        return new UpdaterOptions(UpdaterKind.SGD, learningRate, 0.9, 0.9, 0.999, 1e-7);
    }

    /** Nesterov's momentum. */
    public static UpdaterOptions nesterov(double learningRate, double momentum) {
        return new UpdaterOptions(UpdaterKind.NESTEROV, learningRate, momentum, 0.9, 0.999, 1e-7);
    }

    /** Adam with Keras' defaults. */
    public static UpdaterOptions adam(double learningRate) {
        return new UpdaterOptions(UpdaterKind.ADAM, learningRate, 0.9, 0.9, 0.999, 1e-7);
    }
}
