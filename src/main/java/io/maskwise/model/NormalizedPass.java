package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * The way back through {@link BatchNormalization}.
 *
 * @param standard the input less its mean, divided by its deviation
 * @param rows the vectors that are real
 * @param slope the derivative of each feature's output by its input, statistics held fast
 */
@SuppressWarnings("ArrayRecordComponent") // made, used once and forgotten
record NormalizedPass(Activation output, Tensor standard, int[] rows, double[] slope, Statistics statistics)
        implements LayerPass {
    /** Where mean and variance came from. */
    enum Statistics {
        /** From outside. */
        GIVEN,
        /** From the input, so that the gradient flows through them too. */
        OF_BATCH
    }

    @Override
    public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
        int features = slope.length;
        double[] gamma = new double[features];
        double[] beta = new double[features];
        for (int row : rows) {
            for (int feature = 0; feature < features; feature++) {
                int place = row * features + feature;
                gamma[feature] += upstream.values()[place] * standard.values()[place];
                beta[feature] += upstream.values()[place];
            }
        }
        add(gamma, Parameters.of(gradients, "gamma"));
        add(beta, Parameters.of(gradients, "beta"));
        Tensor gradient = Tensor.zeros(standard.shape());
        for (int row : rows) {
            for (int feature = 0; feature < features; feature++) {
                int place = row * features + feature;
                double through = statistics == Statistics.OF_BATCH
                        ? (beta[feature] + standard.values()[place] * gamma[feature]) / rows.length
                        : 0;
                gradient.values()[place] = slope[feature] * (upstream.values()[place] - through);
            }
        }
        return List.of(gradient);
    }

    private static void add(double[] values, Tensor sum) {
        for (int i = 0; i < values.length; i++) {
            sum.values()[i] += values[i];
        }
    }
}
