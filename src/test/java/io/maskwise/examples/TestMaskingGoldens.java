package io.maskwise.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.model.Activation;
import io.maskwise.model.BuiltLayer;
import io.maskwise.model.Call;
import io.maskwise.model.Dense;
import io.maskwise.model.Embedding;
import io.maskwise.model.Initializer;
import io.maskwise.model.Layer;
import io.maskwise.model.LayerPass;
import io.maskwise.model.MaskFlow;
import io.maskwise.model.Masking;
import io.maskwise.model.Parameter;
import io.maskwise.model.SameDiffCall;
import io.maskwise.model.SameDiffLayer;
import io.maskwise.model.Shape;
import io.maskwise.model.TemporalSplit;
import io.maskwise.model.Tensor;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import io.maskwise.testing.KerasArtefacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/** Law L2 for the makers of masks and the guide's own layers. */
final class TestMaskingGoldens {
    private static final double TOLERANCE = 1e-5;

    static Stream<Golden> cases() {
        return Goldens.cases("masking_layers").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void computesWhatKerasComputes(Golden golden) {
        if (golden.expectsError()) {
            refuses(golden);
        } else if (golden.name().startsWith("model ")) {
            model(golden);
        } else {
            layer(golden);
        }
    }

    private static Layer layerOf(Golden golden) {
        String name = golden.content().path("layer").asText();
        return switch (name) {
            case "Masking" -> new Masking(golden.config("mask_value").asDouble());
            case "Embedding" ->
                new Embedding(
                        golden.config("input_dim").asInt(),
                        golden.config("output_dim").asInt(),
                        golden.config("mask_zero").asBoolean());
            case "TemporalSplit" -> new TemporalSplit();
            case "CustomEmbedding" ->
                new CustomEmbedding(
                        golden.config("input_dim").asInt(),
                        golden.config("output_dim").asInt(),
                        golden.config("mask_zero").asBoolean());
            case "CustomEmbeddingVerbatim" ->
                new VerbatimEmbedding(
                        golden.config("input_dim").asInt(),
                        golden.config("output_dim").asInt(),
                        golden.config("mask_zero").asBoolean());
            case "MyActivation" -> new MyActivation();
            case "TemporalSoftmax" -> new VerbatimSoftmax();
            case "TemporalSoftmaxAxis1" -> new TemporalSoftmax();
            default -> throw new IllegalArgumentException("Unknown layer: " + name);
        };
    }

    private static void layer(Golden golden) {
        Activation input = input(golden);
        Map<String, Tensor> weights = weights(golden);
        LayerPass pass = layerOf(golden).forward(List.of(input), weights, Call.inference());
        JsonNode outputs = golden.content().path("outputs");
        for (int i = 0; i < Math.max(1, outputs.size()); i++) {
            GoldenTensor expected = outputs.isMissingNode() ? golden.tensor("output") : GoldenTensor.of(outputs.get(i));
            Activation output = pass.outputs().get(i);
            compare(golden, "output", output.values(), expected, comparedSteps(golden, output));
        }
        masks(golden, pass);
        if (golden.has("grads")) {
            gradients(golden, pass, weights, input);
        }
    }

    /** Where Keras gives NaN at masked steps and empty rows, the real steps are compared; everywhere else all are. */
    private static Optional<Mask> comparedSteps(Golden golden, Activation input) {
        return KerasArtefacts.of(golden).isPresent() ? input.mask() : Optional.empty();
    }

    private static void masks(Golden golden, LayerPass pass) {
        JsonNode several = golden.content().path("output_masks");
        for (int i = 0; i < several.size(); i++) {
            assertThat(pass.outputs().get(i).mask()).isEqualTo(mask(several.get(i)));
        }
        if (golden.content().has("output_mask")) {
            Optional<Mask> expected = mask(golden.content().path("output_mask"));
            assertThat(pass.output().mask()).isEqualTo(expected);
        }
    }

    private static void gradients(Golden golden, LayerPass pass, Map<String, Tensor> weights, Activation input) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        weights.forEach((name, weight) -> gradients.put(name, Tensor.zeros(weight.shape())));
        GoldenTensor upstream = golden.tensor("upstream");
        int[] shape = pass.output().values().shape();
        Tensor arriving = Tensor.of(upstream.doubles(), shape);
        if (KerasArtefacts.of(golden).isPresent()) {
            arriving = new Activation(arriving, input.mask()).clearedValues();
        }
        List<Tensor> downstream = pass.backward(arriving, gradients);
        JsonNode expected = golden.content().path("grads");
        if (expected.has("x")) {
            compare(golden, "x", downstream.get(0), GoldenTensor.of(expected.path("x")), comparedSteps(golden, input));
        }
        gradients.forEach((name, gradient) ->
                compare(golden, name, gradient, GoldenTensor.of(expected.path(name)), Optional.empty()));
    }

    private static void compare(Golden golden, String what, Tensor actual, GoldenTensor expected, Optional<Mask> only) {
        double[] wanted = expected.doubles();
        assertThat(actual.values()).as(what).hasSameSizeAs(wanted);
        int width = only.isEmpty()
                ? 1
                : wanted.length / (only.get().batch() * only.get().time());
        for (int i = 0; i < wanted.length; i++) {
            int step = i / width;
            int index = i;
            boolean counts = only.map(mask -> mask.isReal(step / mask.time(), step % mask.time()))
                    .orElse(true);
            if (counts && Double.isNaN(wanted[i])) {
                assertThat(actual.values()[i])
                        .as("%s[%s] of %s", what, index, golden)
                        .isNaN();
            } else if (counts) {
                assertThat(actual.values()[i])
                        .as("%s[%s] of %s", what, index, golden)
                        .isCloseTo(wanted[i], within(TOLERANCE));
            }
        }
    }

    private static void refuses(Golden golden) {
        Layer layer = layerOf(golden);
        if (golden.has("input")) {
            BuiltLayer built = BuiltLayer.build(
                    layer, 1, Shape.sequence(golden.tensor("input").dimension(2)));
            assertThatThrownBy(() -> built.call(input(golden)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Cannot split a sequence of ");
        } else {
            BuiltLayer built = BuiltLayer.build(layer, 1, Shape.sequence(3));
            assertThatThrownBy(() -> built.call(Activation.unmasked(Tensor.zeros(2, 4, 3))))
                    .hasMessageContaining("it needs a mask, and no input has one");
        }
    }

    /** Embedding, Dense(1), and the softmax. */
    private static void model(Golden golden) {
        Map<String, Tensor> weights = weights(golden);
        Tensor table = Objects.requireNonNull(weights.remove("embeddings"));
        Layer embedding = new Embedding(table.dimension(0), table.dimension(1), true);
        Activation embedded = embedding
                .forward(List.of(input(golden)), Map.of("embeddings", table), Call.inference())
                .output();
        Activation scores = new Dense(1)
                .forward(List.of(embedded), weights, Call.inference())
                .output();
        Activation output = layerOf(golden)
                .forward(List.of(scores), Map.of(), Call.inference())
                .output();
        compare(golden, "output", output.values(), golden.tensor("output"), output.mask());
        assertThat(output.mask()).isEqualTo(mask(golden.content().path("output_mask")));
    }

    /** A mask here is {@code [batch, time]}: what Keras has before or between is folded into the batch. */
    private static Activation input(Golden golden) {
        GoldenTensor input = golden.tensor("input");
        int[] shape = input.shape();
        String layer = golden.content().path("layer").asText();
        int[] folded = layer.equals("Masking") && shape.length == 2
                ? new int[] {shape[0], 1, shape[1]}
                : shape.length == 4 ? new int[] {shape[0] * shape[1], shape[2], shape[3]} : shape;
        JsonNode mask = golden.has("input_mask")
                ? golden.content().path("input_mask")
                : golden.content().path("mask");
        return new Activation(Tensor.of(input.doubles(), folded), mask(mask));
    }

    private static Optional<Mask> mask(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return Optional.empty();
        }
        GoldenTensor mask = GoldenTensor.of(node);
        int[] shape = mask.shape();
        int time = shape.length == 1 ? 1 : shape[shape.length - 1];
        boolean[] flat = mask.booleans();
        boolean[][] rows = new boolean[flat.length / time][time];
        for (int i = 0; i < flat.length; i++) {
            rows[i / time][i % time] = flat[i];
        }
        return Optional.of(Mask.of(rows));
    }

    private static Map<String, Tensor> weights(Golden golden) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        golden.content().path("weights").fields().forEachRemaining(entry -> {
            GoldenTensor weight = GoldenTensor.of(entry.getValue());
            weights.put(entry.getKey(), Tensor.of(weight.doubles(), weight.shape()));
        });
        return weights;
    }

    /** The guide's own code: a look-up in the flattened table, which gives one number for each token. */
    private record VerbatimEmbedding(int inputDim, int outputDim, boolean maskZero) implements SameDiffLayer {
        @Override
        public MaskFlow maskFlow() {
            return maskZero ? MaskFlow.MAKES : MaskFlow.PASSES;
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.tokens();
        }

        @Override
        public boolean readsTokens() {
            return true;
        }

        @Override
        public List<Parameter> parameters(List<Shape> inputs) {
            return List.of(new Parameter("embeddings", List.of(inputDim, outputDim), Initializer.UNIFORM));
        }

        @Override
        public Optional<Mask> computeMask(List<Activation> inputs) {
            return maskZero
                    ? Optional.of(inputs.get(0).realWhereNot(0))
                    : inputs.get(0).mask();
        }

        @Override
        public SDVariable define(SameDiffCall call) {
            int numbers = inputDim * outputDim;
            long[] shape = call.input().getShape();
            SDVariable flat = call.parameter("embeddings").reshape(numbers, 1);
            return call.graph()
                    .oneHot(call.input(), numbers, -1, 1.0, 0.0, DataType.DOUBLE)
                    .reshape(-1, numbers)
                    .mmul(flat)
                    .reshape(shape[0], shape[1]);
        }
    }

    /** The guide's own code: the sum runs over the features, so that it is no softmax over time. */
    private record VerbatimSoftmax() implements SameDiffLayer {
        @Override
        public MaskFlow maskFlow() {
            return MaskFlow.USES;
        }

        @Override
        public boolean needsMask() {
            return true;
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public SDVariable define(SameDiffCall call) {
            SDVariable mask = call.graph().expandDims(call.mask(), -1);
            SDVariable exponentials = call.graph().math().exp(call.input()).mul(mask);
            SDVariable sums = exponentials.mul(mask).sum(true, 2);
            return exponentials.div(sums);
        }
    }
}
