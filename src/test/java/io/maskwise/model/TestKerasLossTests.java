package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.Goldens;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: what Keras' own tests say of its losses' masks and weights. */
final class TestKerasLossTests {
    static Stream<Golden> cases() {
        return Goldens.kerasOwnTests("keras/src/losses/loss_test.py").stream();
    }

    /** Their loss is the squared error of each element: a position of one feature. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void keepsWhatKerasTests(Golden golden) {
        assertThat(golden.content().path("loss").asText()).startsWith("squared error per element");
        double[] predictions = golden.tensor("y_pred").doubles();
        LossTargets targets = LossTargets.of(Expectations.tensor(golden.tensor("y_true")));
        if (golden.has("mask")) {
            boolean[][] rows = StreamSupport.stream(
                            golden.content().path("mask").spliterator(), false)
                    .map(real -> new boolean[] {real.asBoolean()})
                    .toArray(boolean[][]::new);
            targets = targets.masked(Mask.of(rows));
        }
        if (golden.has("sample_weight")) {
            double[] weights = StreamSupport.stream(
                            golden.content().path("sample_weight").spliterator(), false)
                    .mapToDouble(JsonNode::asDouble)
                    .toArray();
            targets = targets.weighted(Tensor.of(weights, weights.length));
        }
        LossValues values = new MeanSquaredError().of(Tensor.of(predictions, predictions.length, 1), targets);
        assertThat(values.value(LossReduction.SUM_OVER_BATCH_SIZE))
                .isCloseTo(
                        golden.content().path("expected_scalar").asDouble(),
                        within(golden.content().path("tolerance").asDouble()));
    }
}
