package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer that carries a mask or pools, in a network that is written and read again. */
final class TestCarrierFiles {
    /** Scores of steps have the shape of token ids, which no network puts out. */
    static Stream<LayerSample> samples() {
        return CarrierSamples.all().stream()
                .filter(sample -> !sample.layer().outputShape(sample.shapes()).isTokens());
    }

    /** The layer, and beside it a dense one, since a network without any parameter is none. */
    private static ModelSpec spec(LayerSample sample) {
        List<ModelInput> inputs = new ArrayList<>(List.of(new ModelInput("beside", Shape.vector(2), false)));
        for (int i = 0; i < sample.shapes().size(); i++) {
            Shape shape = sample.shapes().get(i);
            inputs.add(new ModelInput("input" + i, shape, shape.hasTime()));
        }
        List<String> names = inputs.stream().skip(1).map(ModelInput::name).toList();
        return new ModelSpec(
                inputs,
                List.of(
                        new LayerNode("layer", sample.layer(), names),
                        new LayerNode("dense", new Dense(1), List.of("beside"))),
                List.of("layer", "dense"));
    }

    private static Map<String, Activation> inputs(LayerSample sample) {
        Map<String, Activation> inputs = new LinkedHashMap<>();
        inputs.put("beside", Activation.unmasked(Tensor.zeros(LayerSample.BATCH, 2)));
        List<Activation> values = sample.inputs(5);
        for (int i = 0; i < values.size(); i++) {
            inputs.put("input" + i, values.get(i));
        }
        return inputs;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void isReadAsItWasWritten(LayerSample sample) throws IOException {
        NetworkDescription description =
                new NetworkDescription(spec(sample), UpdaterOptions.sgd(0.1), Precision.DOUBLE, 3);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Dl4jNetwork network = Dl4jNetwork.create(description)) {
            network.write(file);
            try (Dl4jNetwork read = Dl4jNetwork.read(new ByteArrayInputStream(file.toByteArray()), "model.zip")) {
                assertThat(read.spec()).isEqualTo(network.spec());
                for (Call call : List.of(Call.inference(), Call.training(4))) {
                    Activation before = network.run(inputs(sample), call).activation("layer");
                    Activation after = read.run(inputs(sample), call).activation("layer");
                    assertThat(after.values().values())
                            .containsExactly(before.values().values());
                    assertThat(after.mask()).isEqualTo(before.mask());
                }
            }
        }
    }

    /** Errors at build time and at run time name the layer as the network does. */
    @Test
    void errorsNameTheLayer() {
        LayerSample misfit = LayerSample.of(new Add(), Shape.sequence(2), Shape.sequence(3));
        assertThatThrownBy(() -> spec(misfit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of Add: [(batch, time, 2), (batch, time, 3)] (must be of one shape),"
                        + " in layer layer");
        LayerSample sample = LayerSample.of(new Flatten(1), Shape.sequence(2));
        NetworkDescription description =
                new NetworkDescription(spec(sample), UpdaterOptions.sgd(0.1), Precision.FLOAT, 3);
        try (Dl4jNetwork network = Dl4jNetwork.create(description)) {
            assertThatThrownBy(() -> network.run(inputs(sample), Call.inference()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Cannot flatten row ")
                    .hasMessageEndingWith(", in layer layer");
            Map<String, Activation> unmasked = inputs(sample);
            unmasked.replaceAll((name, input) -> Activation.unmasked(input.values()));
            assertThatThrownBy(() -> network.run(unmasked, Call.inference()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot run the network: input input0 has no mask (must have one)");
        }
    }
}
