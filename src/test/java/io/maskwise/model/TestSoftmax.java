package io.maskwise.model;

import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of Keras' own {@code softmax_test.py}. */
final class TestSoftmax {
    static Stream<Golden> cases() {
        return Goldens.kerasOwnTests("keras/src/layers/activations/softmax_test.py").stream();
    }

    /** Over both axes a matrix is one row of scores. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void computesWhatKerasExpectsOfItself(Golden golden) {
        GoldenTensor values = golden.tensor("input");
        int rows = golden.config("axis").isArray() ? 1 : values.dimension(0);
        int columns = values.size() / rows;
        boolean[] flat = golden.tensor("mask").booleans();
        boolean[][] real = new boolean[rows][columns];
        for (int i = 0; i < flat.length; i++) {
            real[i / columns][i % columns] = flat[i];
        }
        Activation scores = Activation.masked(Tensor.of(values.doubles(), rows, columns), Mask.of(real));
        Expectations.assertClose(
                "softmax",
                new Softmax()
                        .forward(List.of(scores), Map.of(), Call.inference())
                        .output()
                        .values()
                        .values(),
                golden.tensor("expected").doubles(),
                golden.content().path("tolerance").asDouble());
    }
}
