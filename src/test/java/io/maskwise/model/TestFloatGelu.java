package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The fast GELU against its plain twin. */
final class TestFloatGelu {
    private static final ActivationFunction TWIN = ActivationFunction.GELU;

    @Test
    void isItsTwinEverywhere() {
        int count = 200_001;
        float[] input = new float[count];
        float[] gradient = new float[count];
        for (int i = 0; i < count; i++) {
            input[i] = -20 + 40f * i / (count - 1);
            gradient[i] = 1;
        }
        float[] output = new float[count];
        FloatGelu.values(input, output, count);
        FloatGelu.backward(input, gradient, count);
        for (int i = 0; i < count; i++) {
            double value = TWIN.value(input[i]);
            assertThat((double) output[i]).as("gelu(%s)", input[i]).isCloseTo(value, within(2e-6));
            assertThat((double) gradient[i])
                    .as("derivative at %s", input[i])
                    .isCloseTo(TWIN.derivative(input[i], value), within(1e-6));
        }
    }

    /** Every number there is below zero where the quotient comes close to 1: were it more, what is left would be positive. */
    @Test
    void noneBelowZeroBecomesPositive() {
        int first = Float.floatToRawIntBits(4);
        float[] input = new float[Float.floatToRawIntBits(6) - first];
        for (int i = 0; i < input.length; i++) {
            input[i] = -Float.intBitsToFloat(first + i);
        }
        float[] output = new float[input.length];
        FloatGelu.values(input, output, input.length);
        int positive = 0;
        for (float value : output) {
            positive += value > 0 ? 1 : 0;
        }
        assertThat(positive).isZero();
        assertThat(output[0]).isCloseTo((float) TWIN.value(-4), within(2e-6f));
        assertThat(output[output.length - 1]).isEqualTo(-0f);
    }

    @Test
    void isExactFarAway() {
        float[] input = {1000, -1000, 1e30f, -1e30f, 0};
        float[] output = new float[input.length];
        FloatGelu.values(input, output, input.length);
        assertThat(output).containsExactly(1000, -0f, 1e30f, -0f, 0);
    }

    @Test
    void whatIsNoNumberStaysNone() {
        float[] input = {Float.NaN, 1};
        float[] output = {5, 5};
        float[] gradient = {1, 1};
        FloatGelu.values(input, output, 1);
        FloatGelu.backward(input, gradient, 1);
        assertThat(output[0]).isNaN();
        assertThat(gradient[0]).isNaN();
        assertThat(new float[] {output[1], gradient[1]}).containsExactly(5, 1);
    }
}
