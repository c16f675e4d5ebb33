package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.KerasArtefacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: Bidirectional gives Keras' own numbers, around every recurrent layer and in every way of merging. */
final class TestBidirectionalGoldens {
    static Stream<Arguments> cases() {
        return RecurrentCase.of("bidirectional_lstm", "bidirectional_gru", "bidirectional_simplernn");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void computesWhatKerasComputes(String file, Golden golden) {
        RecurrentCase keras = new RecurrentCase(golden);
        MergeMode merge = keras.merge();
        Bidirectional layer = new Bidirectional(keras.layer(), merge);
        JsonNode shared = golden.meta().path("shared");
        Map<String, Tensor> weights = RecurrentCase.weights(shared.path("forward"), "forward/");
        weights.putAll(RecurrentCase.weights(shared.path("backward"), "backward/"));
        List<Tensor> expected = new ArrayList<>(
                RecurrentCase.tensors(golden.content().path("output")).toList());
        RecurrentCase.tensors(golden.content().path("states")).forEach(expected::add);

        for (Call call : keras.calls()) {
            LayerPass pass = layer.forward(keras.inputs(keras.mask()), weights, call);
            keras.assertOutputs(layer, pass, expected);
            assertThat(pass.outputs().subList(0, merge.outputCount()))
                    .extracting(Activation::mask)
                    .isEqualTo(outputMasks(golden, merge));
            keras.assertGradients(pass, upstream(golden, pass), weights);
        }
    }

    private static List<Optional<Mask>> outputMasks(Golden golden, MergeMode merge) {
        JsonNode recorded = KerasArtefacts.UNRECORDED_MASK.is(golden)
                ? golden.content().path("mask")
                : golden.content().path("output_mask");
        List<Optional<Mask>> masks = new ArrayList<>();
        (recorded.isArray() ? recorded : List.of(recorded))
                .forEach(mask -> masks.add(
                        mask.isNull()
                                ? Optional.empty()
                                : Optional.of(Mask.of(GoldenTensor.of(mask).booleanRows()))));
        return masks.size() == merge.outputCount() ? masks : Collections.nCopies(merge.outputCount(), masks.get(0));
    }

    /** One gradient for all that is merged; none for states, which the file's gradients leave out. */
    private static List<Tensor> upstream(Golden golden, LayerPass pass) {
        String steps = golden.config("return_sequences").asBoolean() ? "seq" : "last";
        String name = steps + (new RecurrentCase(golden).merge() == MergeMode.CONCAT ? "2" : "1");
        Tensor ofMerged = Expectations.tensor(
                GoldenTensor.of(golden.meta().path("shared").path("upstream").path(name)));
        int merged = new RecurrentCase(golden).merge().outputCount();
        List<Tensor> upstream = new ArrayList<>(Collections.nCopies(merged, ofMerged));
        pass.outputs().stream()
                .skip(merged)
                .forEach(state -> upstream.add(Tensor.zeros(state.values().shape())));
        return upstream;
    }
}
