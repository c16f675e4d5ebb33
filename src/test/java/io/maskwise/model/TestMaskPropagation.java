package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import io.maskwise.testing.KerasArtefacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law L2 for the way that a mask takes through each of Keras' layers.
 *
 * <p>Where Keras warns that a mask is lost, ours use it and end it, or cannot be built; {@link KerasLayers} says why some
 * layers are not shipped.
 */
final class TestMaskPropagation {
    /** Says nothing about masks, as a Keras layer that does not support them. */
    private record Undeclared(int features) implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.sequence(features);
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            throw new UnsupportedOperationException();
        }
    }

    static Stream<Golden> cases() {
        return Goldens.cases("mask_propagation").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void takesTheWayOfKeras(Golden golden) {
        int units = Math.max(
                golden.content().path("output_shape").path(lastAxis(golden)).asInt(), 1);
        Optional<Layer> shipped = KerasLayers.shipped(golden, units, inputShape(golden)[1]);
        assertThat(shipped.isPresent())
                .as("either shipped or listed with a reason")
                .isNotEqualTo(KerasLayers.whyNotShipped(golden).isPresent());
        if (shipped.isPresent()) {
            assertSameWay(golden, shipped.get());
        } else {
            assertNotShipped(golden);
        }
    }

    private static int lastAxis(Golden golden) {
        return golden.content().path("output_shape").size() - 1;
    }

    private static int[] inputShape(Golden golden) {
        List<Integer> shape = new ArrayList<>();
        golden.meta().path("input_shape").forEach(axis -> shape.add(axis.asInt()));
        if (golden.name().contains("on (B,T) scores")) {
            shape.remove(shape.size() - 1);
        }
        return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Mask inputMask(Golden golden) {
        return Mask.of(GoldenTensor.of(golden.meta().path("input_mask")).booleanRows());
    }

    private static void assertSameWay(Golden golden, Layer layer) {
        int[] shape = inputShape(golden);
        Shape input = shape.length == 2 ? Shape.tokens() : Shape.sequence(shape[2]);
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        Tensor values = Tensor.of(new Random(1).doubles(size, 0.5, 1).toArray(), shape);
        Activation output = BuiltLayer.build(layer, 1, input).call(Activation.masked(values, inputMask(golden)));

        assertThat(layer.maskFlow()).isNotEqualTo(MaskFlow.UNDECLARED);
        assertThat(output.mask()).isEqualTo(expectedMask(golden));
        assertThat(layer.outputsMasked(List.of(true)))
                .containsExactly(output.mask().isPresent());
        if (golden.has("output_shape")) {
            List<Integer> axes = new ArrayList<>();
            golden.content().path("output_shape").forEach(axis -> axes.add(axis.asInt()));
            assertThat(output.values().shape())
                    .isEqualTo(axes.stream().mapToInt(Integer::intValue).toArray());
        }
        if (warns(golden)) {
            assertThat(KerasArtefacts.of(golden)).contains(KerasArtefacts.MASK_FORGOTTEN_BY_A_LAYER);
            assertThat(layer.maskFlow()).isEqualTo(MaskFlow.ENDS);
        }
    }

    private static boolean warns(Golden golden) {
        return !golden.content().path("warning").isEmpty();
    }

    private static Optional<Mask> expectedMask(Golden golden) {
        Mask given = inputMask(golden);
        JsonNode recorded = golden.content().path("output_mask");
        Optional<Mask> keras = recorded.isObject()
                ? Optional.of(Mask.of(GoldenTensor.of(recorded).booleanRows()))
                : Optional.empty();
        if (KerasArtefacts.of(golden).isEmpty()) {
            return keras;
        }
        return switch (KerasArtefacts.of(golden).get()) {
            case MASK_OF_THE_WRONG_AXIS -> {
                assertThat(golden.has("error")).isNotEqualTo(keras.isPresent());
                yield Optional.of(given);
            }
            case REPLACED_MASK -> {
                assertThat(keras).isPresent();
                yield Optional.of(given);
            }
            case MASK_NOT_REVERSED -> {
                assertThat(keras).contains(given);
                yield Optional.of(reversed(given));
            }
            case MASK_FORGOTTEN_BY_A_LAYER -> {
                assertThat(keras).isEmpty();
                yield keras;
            }
            default -> throw new AssertionError("no comparison for " + golden);
        };
    }

    private static Mask reversed(Mask mask) {
        boolean[][] rows = mask.toRows();
        for (int row = 0; row < rows.length; row++) {
            for (int step = 0; step < mask.time(); step++) {
                rows[row][step] = mask.isReal(row, mask.time() - 1 - step);
            }
        }
        return Mask.of(rows);
    }

    /** No class of the name is there; a user's own layer that drops a mask like Keras' is refused, not warned about. */
    private static void assertNotShipped(Golden golden) {
        String name = golden.name().split("[( ]")[0];
        assertThatThrownBy(() -> LayerCodec.type(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Unknown layer: " + name);
        assertThat(warns(golden))
                .isNotEqualTo(golden.content().path("mask_passes_unchanged").asBoolean());
        if (warns(golden)) {
            ModelInput input = new ModelInput("input", Shape.sequence(inputShape(golden)[2]), true);
            LayerNode node = new LayerNode(name, new Undeclared(1), List.of("input"));
            assertThatThrownBy(() -> new ModelSpec(List.of(input), List.of(node), List.of(name)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "Invalid model: layer " + name + " (Undeclared) gets a mask and does not say"
                                    + " what it does with it, so that the mask would be lost");
        }
    }
}
