package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestActivationFunction {
    private static double value(ActivationFunction function, double x) {
        return function.apply(Tensor.of(new double[] {x}, 1, 1)).values()[0];
    }

    /** Values to ten decimals, from their definitions. */
    @ParameterizedTest(name = "{0}({1})")
    @CsvSource({
        "LINEAR, -1.5, -1.5",
        "RELU, -1.5, 0",
        "RELU, 1.5, 1.5",
        "LEAKY_RELU, -1.5, -0.3",
        "LEAKY_RELU, 1.5, 1.5",
        "ELU, -1.5, -0.7768698399",
        "ELU, 1.5, 1.5",
        "GELU, -1.5, -0.1002108019",
        "GELU, 0.5, 0.3457312306",
        "GELU, -30, 0",
        "GELU, 30, 30",
        "SILU, -1.5, -0.2736382857",
        "TANH, 0.5, 0.4621171573",
        "SIGMOID, -1.5, 0.1824255238",
        "HARD_SIGMOID, -1.5, 0.25",
        "HARD_SIGMOID, -3.5, 0",
        "HARD_SIGMOID, 3.5, 1"
    })
    void isWhatItsNameSays(ActivationFunction function, double x, double expected) {
        assertThat(value(function, x)).isCloseTo(expected, within(1e-10));
    }

    @Test
    void softmaxAddsUpToOneEvenForLargeNumbers() {
        Tensor output = ActivationFunction.SOFTMAX.apply(Tensor.of(new double[] {1e4, 1e4, 0, 0}, 2, 2));
        assertThat(output.values()).containsExactly(0.5, 0.5, 0.5, 0.5);
    }

    @Test
    void showsANumberThatIsNone() {
        for (ActivationFunction function : ActivationFunction.values()) {
            if (function != ActivationFunction.RELU) {
                assertThat(value(function, Double.NaN)).as("%s", function).isNaN();
            }
        }
    }

    @Test
    void scoresOfRealStepsAddUpToOne() {
        Mask mask = Mask.of(new boolean[][] {{true, false, true}, {false, false, false}});
        Tensor scores = Tensor.of(new double[] {1, Double.NaN, 1, Double.NaN, Double.NaN, Double.NaN}, 2, 3);
        Activation output = new Softmax()
                .forward(List.of(Activation.masked(scores, mask)), Map.of(), Call.inference())
                .output();
        assertThat(output.values().values()).containsExactly(0.5, 0, 0.5, 0, 0, 0);
        assertThat(output.mask()).contains(mask);
    }
}
