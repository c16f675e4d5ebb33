package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TestGateFunction {
    /** Keras 3; hard_sigmoid(-2.75) is 0.041666 there, and 0 in Keras 2. */
    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "TANH, 0.5, 0.46211715726000975",
        "TANH, -40, -1",
        "SIGMOID, 0.5, 0.6224593312018546",
        "SIGMOID, -800, 0",
        "HARD_SIGMOID, 0, 0.5",
        "HARD_SIGMOID, -2.75, 0.041666666666666664",
        "HARD_SIGMOID, 3.5, 1",
        "HARD_SIGMOID, -3.5, 0",
        "RELU, 2.5, 2.5",
        "RELU, -2.5, 0",
        "LINEAR, -2.5, -2.5"
    })
    void isKeras(GateFunction activation, double value, double expected) {
        assertThat(activation.apply(value)).isCloseTo(expected, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource
    void theDerivativeIsTrue(GateFunction activation) {
        double step = 1e-6;
        for (double value = -4.05; value < 4.1; value += 0.1) {
            double numeric = (activation.apply(value + step) - activation.apply(value - step)) / (2 * step);
            assertThat(activation.chain(3, activation.apply(value)))
                    .as("at %s", value)
                    .isCloseTo(3 * numeric, within(1e-8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTheActivationOfItsName(GateFunction gate) {
        ActivationFunction function = ActivationFunction.valueOf(gate.name());
        assertThat(GateFunction.of(function)).isEqualTo(gate);
        for (double value = -4; value < 4; value += 0.37) {
            assertThat(gate.apply(value)).isCloseTo(function.value(value), within(1e-15));
        }
    }

    @Test
    void refusesAFunctionWhoseDerivativeItsValueDoesNotTell() {
        assertThatThrownBy(() -> Gru.of(2, RecurrentOutput.LAST).withActivation(ActivationFunction.GELU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Invalid activation of a recurrent layer: GELU (must be one of [TANH, SIGMOID, HARD_SIGMOID,"
                                + " RELU, LINEAR])");
        assertThatThrownBy(() -> new Lstm(RecurrentSettings.of(2, RecurrentOutput.LAST), ActivationFunction.SOFTMAX))
                .hasMessageStartingWith("Invalid activation of a recurrent layer: SOFTMAX");
    }
}
