package io.maskwise.model;

/**
 * A function of each number, or of each row of the last axis; Keras' activations of the same names, with its defaults.
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras: layer activation functions</a>
 */
public enum ActivationFunction {
    /** The value itself. */
    LINEAR {
        @Override
        double value(double x) {
            return x;
        }

        @Override
        double derivative(double x, double value) {
            return 1;
        }
    },
    /** The value where it is positive, else zero. */
    RELU {
        @Override
        double value(double x) {
            return x > 0 ? x : 0;
        }

        @Override
        double derivative(double x, double value) {
            return x > 0 ? 1 : 0;
        }
    },
    /** The number where it is positive, else a fifth of it. */
    LEAKY_RELU {
        @Override
        double value(double x) {
            return x > 0 ? x : 0.2 * x;
        }

        @Override
        double derivative(double x, double value) {
            return x > 0 ? 1 : 0.2;
        }
    },
    /** The number where it is positive, else {@code exp(x) - 1} (Clevert et al. 2016). */
    ELU {
        @Override
        double value(double x) {
            return x > 0 ? x : Math.expm1(x);
        }

        @Override
        double derivative(double x, double value) {
            return x > 0 ? 1 : Math.exp(x);
        }
    },
    /** The number times its sigmoid; also named swish. */
    SILU {
        @Override
        double value(double x) {
            return x * SIGMOID.value(x);
        }

        @Override
        double derivative(double x, double value) {
            return SIGMOID.value(x) * (1 + x - value);
        }
    },
    /** The hyperbolic tangent. */
    TANH {
        @Override
        double value(double x) {
            return Math.tanh(x);
        }

        @Override
        double derivative(double x, double value) {
            return 1 - value * value;
        }
    },
    /** The logistic function. */
    SIGMOID {
        @Override
        double value(double x) {
            // Of a negative number only, so that nothing overflows.
            double small = Math.exp(-Math.abs(x));
            return x >= 0 ? 1 / (1 + small) : small / (1 + small);
        }

        @Override
        double derivative(double x, double value) {
            return value * (1 - value);
        }
    },
    /** Keras 3's {@code relu6(x + 3) / 6}; Keras 2 and DL4J have {@code clip(0.2 x + 0.5, 0, 1)}, other numbers. */
    HARD_SIGMOID {
        @Override
        double value(double x) {
            return Math.min(Math.max(x + 3, 0), 6) / 6;
        }

        @Override
        double derivative(double x, double value) {
            return x > -3 && x < 3 ? 1.0 / 6 : 0;
        }
    },
    /** The value times the probability of a smaller standard normal one, exactly (Hendrycks and Gimpel 2016). */
    GELU {
        @Override
        double value(double x) {
            return x * StandardNormal.cumulative(x);
        }

        @Override
        double derivative(double x, double value) {
            return StandardNormal.cumulative(x) + x * StandardNormal.density(x);
        }
    },
    /** Positive and adding up to one over the features of a step. */
    SOFTMAX {
        @Override
        double value(double x) {
            throw new UnsupportedOperationException("Cannot compute one value of a softmax: it needs all of a step");
        }

        @Override
        double derivative(double x, double value) {
            throw new UnsupportedOperationException(
                    "Cannot derive one value of a softmax: it depends on all of a step");
        }

        @Override
        Tensor apply(Tensor input) {
            Tensor output = Tensor.of(input.values().clone(), input.shape());
            for (int row = 0; row < input.rows(); row++) {
                SoftmaxRows.normalise(output.values(), row * input.features(), input.features());
            }
            return output;
        }

        @Override
        Tensor gradient(Tensor input, Tensor output, Tensor upstream) {
            Tensor gradient = Tensor.zeros(input.shape());
            int features = input.features();
            for (int row = 0; row < input.rows(); row++) {
                SoftmaxRows.gradient(output.values(), upstream.values(), gradient.values(), row * features, features);
            }
            return gradient;
        }
    };

    /** The function of one number. */
    abstract double value(double x);

    /** Its derivative, given the function's value as well. */
    abstract double derivative(double x, double value);

    /** The function of every number, in a new tensor. */
    Tensor apply(Tensor input) {
        Tensor output = Tensor.zeros(input.shape());
        double[] values = output.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = value(input.values()[i]);
        }
        return output;
    }

    /** The derivative by the input, in a new tensor. */
    Tensor gradient(Tensor input, Tensor output, Tensor upstream) {
        Tensor gradient = Tensor.zeros(input.shape());
        double[] values = gradient.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = upstream.values()[i] * derivative(input.values()[i], output.values()[i]);
        }
        return gradient;
    }
}
