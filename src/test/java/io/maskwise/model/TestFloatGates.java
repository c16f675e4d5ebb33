package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The fast gates against their plain twins. */
final class TestFloatGates {
    private static final double TOLERANCE = 5e-7;

    @Test
    void areTheirTwinsEverywhere() {
        int count = 200_001;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = -20 + 40f * i / (count - 1);
        }
        float[] tanh = values.clone();
        float[] sigmoid = values.clone();
        FloatGates.tanh(tanh, 0, count);
        FloatGates.sigmoid(sigmoid, 0, count);
        for (int i = 0; i < count; i++) {
            assertThat((double) tanh[i])
                    .as("tanh(%s)", values[i])
                    .isCloseTo(GateFunction.TANH.apply(values[i]), within(TOLERANCE))
                    .isBetween(-1.0, 1.0);
            assertThat((double) sigmoid[i])
                    .as("sigmoid(%s)", values[i])
                    .isCloseTo(GateFunction.SIGMOID.apply(values[i]), within(TOLERANCE))
                    .isBetween(0.0, 1.0);
        }
    }

    /** Every number there is where the quotient comes close to 1. */
    @Test
    void noneIsBeyondOne() {
        int first = Float.floatToRawIntBits(6);
        float[] values = new float[Float.floatToRawIntBits(9) - first];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(first + i);
        }
        FloatGates.tanh(values, 0, values.length);
        float least = 1;
        float most = 0;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(most).isEqualTo(1);
        assertThat(least).isGreaterThan(0.9999f);
        assertThat(values[values.length - 1]).isEqualTo(1);
    }

    @Test
    void smallValuesKeepTheirFigures() {
        float[] values = {1e-3f, -1e-6f, 1e-20f, 0f, -0f};
        float[] tanh = values.clone();
        FloatGates.tanh(tanh, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            double expected = Math.tanh(values[i]);
            assertThat((double) tanh[i]).isCloseTo(expected, within(Math.abs(expected) * TOLERANCE));
        }
    }

    @Test
    void whatIsNoNumberStaysNone() {
        float[] tanh = {7, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 7};
        float[] sigmoid = tanh.clone();
        FloatGates.tanh(tanh, 1, 4);
        FloatGates.sigmoid(sigmoid, 1, 4);
        assertThat(tanh[1]).isNaN();
        assertThat(sigmoid[1]).isNaN();
        assertThat(tanh[2]).isEqualTo(1);
        assertThat(tanh[3]).isEqualTo(-1);
        assertThat(sigmoid[2]).isEqualTo(1);
        assertThat(sigmoid[3]).isEqualTo(0);
        assertThat(new float[] {tanh[0], tanh[4], sigmoid[0], sigmoid[4]}).containsOnly(7f);
    }
}
