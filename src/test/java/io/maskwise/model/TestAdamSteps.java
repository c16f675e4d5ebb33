package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** A step in one go through memory is DL4J's own, up to the order of roundings. */
class TestAdamSteps {
    private static final int LENGTH = 10_000;

    private static INDArray copy(double[] values) {
        return Nd4j.createFromArray(values).castTo(DataType.FLOAT).reshape(1, values.length);
    }

    /** Zeros among them, as of words that a batch has not. */
    private static float[] gradient(Random random) {
        float[] gradient = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            gradient[i] = i % 3 == 0 ? 0 : (float) (random.nextGaussian() * Math.exp(random.nextDouble(-10, 2)));
        }
        return gradient;
    }

    private static void step(AdamSteps steps, float[] gradient) {
        for (int start = 0; start < LENGTH; start += NativeFloats.PIECE) {
            int count = Math.min(NativeFloats.PIECE, LENGTH - start);
            float[] piece = new float[count];
            System.arraycopy(gradient, start, piece, 0, count);
            steps.step(start, piece, count);
        }
    }

    @ParameterizedTest(name = "rate {0}, beta1 {1}, beta2 {2}, epsilon {3}, seed {4}")
    @CsvSource({"0.001, 0.9, 0.999, 1e-7, 1", "0.1, 0.8, 0.99, 1e-3, 2", "1e-5, 0, 0.9999, 1e-8, 3"})
    void stepsAreThoseOfDl4j(double rate, double beta1, double beta2, double epsilon, long seed) {
        Random random = new Random(seed);
        double[] start = random.doubles(LENGTH, -1, 1).toArray();
        Adam rule = new Adam(rate, beta1, beta2, epsilon);
        INDArray ours = copy(start);
        INDArray theirs = copy(start);
        INDArray ourState = Nd4j.zeros(DataType.FLOAT, 1, 2 * LENGTH);
        INDArray theirState = Nd4j.zeros(DataType.FLOAT, 1, 2 * LENGTH);
        AdamSteps steps = AdamSteps.of(rule, ours, ourState).orElseThrow();
        GradientUpdater<?> updater = rule.instantiate(theirState, false);
        for (int step = 0; step < 20; step++) {
            float[] gradient = gradient(random);
            steps.begin(rate, step);
            step(steps, gradient);
            INDArray taken = Nd4j.createFromArray(gradient).reshape(1, LENGTH);
            updater.applyUpdater(taken, step, 0);
            theirs.subi(taken);
        }
        assertThat(ours.data().asDouble()).isNotEqualTo(copy(start).data().asDouble());
        assertThat(ours.data().asDouble()).containsExactly(theirs.data().asDouble(), within(3e-6 * 20 * rate + 1e-6));
        assertThat(ourState.data().asDouble()).containsExactly(theirState.data().asDouble(), within(1e-5));
    }

    @Test
    void aRateOfNothingRemembersButStays() {
        double[] start = new Random(4).doubles(LENGTH, -1, 1).toArray();
        INDArray parameters = copy(start);
        INDArray state = Nd4j.zeros(DataType.FLOAT, 1, 2 * LENGTH);
        AdamSteps steps = AdamSteps.of(new Adam(0.1), parameters, state).orElseThrow();
        steps.begin(0, 0);
        step(steps, gradient(new Random(5)));
        assertThat(parameters.data().asDouble()).isEqualTo(copy(start).data().asDouble());
        assertThat(state.data().asDouble()).isNotEqualTo(new double[2 * LENGTH]);
    }

    @Test
    void onlyAdamInSinglePrecisionIsTakenThisWay() {
        INDArray parameters = Nd4j.zeros(DataType.FLOAT, 1, 4);
        INDArray state = Nd4j.zeros(DataType.FLOAT, 1, 8);
        assertThat(AdamSteps.of(new Adam(0.1), parameters, state)).isPresent();
        assertThat(AdamSteps.of(new Sgd(0.1), parameters, state)).isEmpty();
        assertThat(AdamSteps.of(new Sgd(0.1), parameters, null)).isEmpty();
        assertThat(AdamSteps.of(new Adam(0.1), parameters.castTo(DataType.DOUBLE), state.castTo(DataType.DOUBLE)))
                .isEmpty();
    }
}
