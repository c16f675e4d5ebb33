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
    public UpdaterOptions {
        check("learning-rate", learningRate, learningRate > 0 && Double.isFinite(learningRate), "> 0");
        check("momentum", momentum, momentum >= 0 && momentum < 1, ">= 0 and < 1");
        check("beta1", beta1, beta1 >= 0 && beta1 < 1, ">= 0 and < 1");
        check("beta2", beta2, beta2 >= 0 && beta2 < 1, ">= 0 and < 1");
        check("epsilon", epsilon, epsilon > 0 && Double.isFinite(epsilon), "> 0");
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
