package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.KerasArtefacts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A golden case of {@link BatchNormalization} in training.
 *
 * <p>Keras normalises masked steps too. Its gradients are those of real steps plus a share of masked ones, which follows
 * from numbers that the case holds and is taken off before they are compared.
 */
record BatchNormalizationCase(Golden golden) {
    private static final double TOLERANCE = 1e-5;

    void check() {
        BatchNormalization layer = new BatchNormalization(
                golden.config("momentum").asDouble(), golden.config("epsilon").asDouble());
        Map<String, Tensor> weights = TestMaskAwareGoldens.weights(golden);
        Activation input = TestMaskAwareGoldens.input(golden);
        BatchNormalization.Training training = layer.train(input, weights);
        LayerPass pass = training.pass();
        assertThat(KerasArtefacts.of(golden).isPresent()).isEqualTo(input.mask().isPresent());
        assertThat(pass.output().mask()).isEqualTo(input.mask());
        TestMaskAwareGoldens.assertSameAtRealSteps(pass.output().values(), golden, "output", input.mask());
        Expectations.assertClose("mean", training.movingMean(), golden.tensor("new_moving_mean"), TOLERANCE);
        Expectations.assertClose(
                "variance", training.movingVariance(), golden.tensor("new_moving_variance"), TOLERANCE);

        Map<String, Tensor> gradients = new LinkedHashMap<>();
        weights.forEach((name, weight) -> gradients.put(name, Tensor.zeros(weight.shape())));
        Tensor gradient = pass.backward(Expectations.tensor(golden.tensor("upstream")), gradients)
                .get(0);
        assertGradients(layer, input, gradient, gradients);
    }

    private void assertGradients(
            BatchNormalization layer, Activation input, Tensor gradient, Map<String, Tensor> gradients) {
        int features = gradient.features();
        int[] real = Steps.real(input);
        double[] upstream = golden.tensor("upstream").doubles();
        double[] standard = standard();
        double[] gamma = new double[features];
        double[] beta = new double[features];
        for (int place = 0; place < upstream.length; place++) {
            gamma[place % features] += upstream[place] * standard[place];
            beta[place % features] += upstream[place];
        }
        for (int step : real) {
            for (int place = step * features; place < (step + 1) * features; place++) {
                gamma[place % features] -= upstream[place] * standard[place];
                beta[place % features] -= upstream[place];
            }
        }
        double[] expected = new double[upstream.length];
        for (int step : real) {
            for (int place = step * features; place < (step + 1) * features; place++) {
                int feature = place % features;
                double masked = (beta[feature] + standard[place] * gamma[feature]) / real.length;
                expected[place] = recorded("x")[place] + slope(layer, feature) * masked;
            }
        }
        Expectations.assertClose("gradient of x", gradient.values(), expected, TOLERANCE);
        Expectations.assertClose("gamma", values(gradients, "gamma"), less(recorded("gamma"), gamma), TOLERANCE);
        Expectations.assertClose("beta", values(gradients, "beta"), less(recorded("beta"), beta), TOLERANCE);
        assertThat(values(gradients, "moving_mean")).containsOnly(0);
        assertThat(values(gradients, "moving_variance")).containsOnly(0);
    }

    private static double[] values(Map<String, Tensor> tensors, String name) {
        return Parameters.of(tensors, name).values();
    }

    private static double[] less(double[] whole, double[] share) {
        double[] rest = whole.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= share[i];
        }
        return rest;
    }

    private double[] recorded(String name) {
        return GoldenTensor.of(golden.content().path("grads").path(name)).doubles();
    }

    private double[] weight(String name) {
        return values(TestMaskAwareGoldens.weights(golden), name);
    }

    /** Keras' normalised input, from its output. */
    private double[] standard() {
        double[] standard = golden.tensor("output").doubles();
        double[] gamma = weight("gamma");
        double[] beta = weight("beta");
        for (int i = 0; i < standard.length; i++) {
            standard[i] = (standard[i] - beta[i % beta.length]) / gamma[i % gamma.length];
        }
        return standard;
    }

    /** The derivative of an output by its input at fixed statistics; the variance from how the moving one moved. */
    private double slope(BatchNormalization layer, int feature) {
        double moved = golden.tensor("new_moving_variance").doubles()[feature];
        double variance = (moved - layer.momentum() * weight("moving_variance")[feature]) / (1 - layer.momentum());
        return weight("gamma")[feature] / Math.sqrt(variance + layer.epsilon());
    }
}
