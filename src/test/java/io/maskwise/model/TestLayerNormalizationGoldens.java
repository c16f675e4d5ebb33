package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import io.maskwise.testing.KerasArtefacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: layer normalisation gives Keras' numbers at real steps. */
final class TestLayerNormalizationGoldens {
    static Stream<Golden> cases() {
        return Goldens.cases("mask_aware_layers").stream()
                .filter(golden -> golden.name().startsWith("LayerNormalization"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void normalisesAsKeras(Golden golden) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        golden.content()
                .path("weights")
                .fields()
                .forEachRemaining(
                        entry -> weights.put(entry.getKey(), Expectations.tensor(GoldenTensor.of(entry.getValue()))));
        LayerNormalization layer = new LayerNormalization(
                golden.config("epsilon").asDouble(), weights.containsKey("beta"), weights.containsKey("gamma"));
        Activation input = new Activation(
                Expectations.tensor(golden.tensor("input")),
                Optional.of(Mask.of(golden.tensor("mask").booleanRows())));
        Activation output =
                layer.forward(List.of(input), weights, Call.inference()).output();
        assertThat(KerasArtefacts.VALUES_UNDER_THE_MASK.is(golden)).isTrue();
        Expectations.assertClose(
                "output at real steps",
                Relayout.realValues(output.values(), input.mask()),
                Relayout.realValues(Expectations.tensor(golden.tensor("output")), input.mask()),
                1e-5);
        assertThat(output.mask()).contains(Mask.of(golden.tensor("output_mask").booleanRows()));
    }
}
