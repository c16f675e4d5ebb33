package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The encoder block and GELU give PyTorch's numbers in double; {@code goldens/torch_encoder.py} made them. */
final class TestTorchEncoder {
    private static final double TOLERANCE = 1e-11;

    static Stream<Golden> encoders() {
        return Goldens.cases("torch_encoder").stream().filter(golden -> golden.has("weights"));
    }

    static Stream<Golden> functions() {
        return Goldens.cases("torch_encoder").stream().filter(golden -> !golden.has("weights"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void geluIsPyTorchs(Golden golden) {
        ActivationFunction function = ActivationFunction.valueOf(golden.name().toUpperCase(java.util.Locale.ROOT));
        Tensor x = Expectations.tensor(golden.tensor("x"));
        Tensor y = function.apply(x);
        Tensor ones = Tensor.zeros(x.shape());
        Arrays.fill(ones.values(), 1);
        Expectations.assertClose("value", y, golden.tensor("output"), 2e-14);
        Expectations.assertClose("derivative", function.gradient(x, y, ones), gradient(golden, "x"), 1e-14);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encoders")
    void encodesAsPyTorch(Golden golden) {
        EncoderBlock block = new EncoderBlock(
                golden.config("heads").asInt(),
                golden.config("feed_forward").asInt(),
                ActivationFunction.valueOf(golden.config("activation").asText().toUpperCase(java.util.Locale.ROOT)),
                0,
                golden.config("epsilon").asDouble());
        Activation input = new Activation(
                Expectations.tensor(golden.tensor("x")),
                golden.has("mask") ? Optional.of(Mask.of(golden.tensor("mask").booleanRows())) : Optional.empty());
        Shape shape = Shape.sequence(input.values().features());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        for (Parameter parameter : block.parameters(List.of(shape))) {
            double[] values = ours(golden, "weights", parameter);
            weights.put(parameter.name(), Tensor.of(values, parameter.axes()));
            gradients.put(parameter.name(), Tensor.zeros(parameter.axes()));
        }
        LayerPass pass = block.forward(List.of(input), weights, Call.inference());
        Expectations.assertClose(
                "output at real steps",
                Relayout.realValues(pass.output().values(), input.mask()),
                Relayout.realValues(Expectations.tensor(golden.tensor("output")), input.mask()),
                TOLERANCE);
        Tensor ofInput = pass.backward(Expectations.tensor(golden.tensor("upstream")), gradients)
                .get(0);
        Expectations.assertClose("gradient of x", ofInput, gradient(golden, "x"), TOLERANCE);
        for (Parameter parameter : block.parameters(List.of(shape))) {
            Expectations.assertClose(
                    "gradient of " + parameter.name(),
                    Parameters.of(gradients, parameter.name()).values(),
                    ours(golden, "grads", parameter),
                    TOLERANCE);
        }
        assertThat(golden.content().path("grads")).hasSize(13);
    }

    private static GoldenTensor gradient(Golden golden, String name) {
        return GoldenTensor.of(golden.content().path("grads").path(name));
    }

    /** What PyTorch has for a parameter of ours: its matrices are turned round, and query, key, value are one. */
    private static double[] ours(Golden golden, String group, Parameter parameter) {
        String name = parameter.name();
        boolean kernel = name.endsWith("kernel");
        String torch = torchName(name);
        GoldenTensor tensor = GoldenTensor.of(golden.content().path(group).path(torch));
        int part = List.of("query", "key", "value").indexOf(name.split("/", -1)[1]);
        double[] values = tensor.doubles();
        if (part >= 0) {
            int length = values.length / 3;
            values = Arrays.copyOfRange(values, part * length, (part + 1) * length);
        }
        int inputs = kernel ? tensor.dimension(1) : 1;
        return kernel ? transposed(values, inputs) : values;
    }

    private static String torchName(String name) {
        String suffix = name.endsWith("kernel") ? "weight" : "bias";
        return switch (name.substring(0, name.indexOf('/'))) {
            case "attention_norm" -> "norm1." + (name.endsWith("gamma") ? "weight" : "bias");
            case "feed_forward_norm" -> "norm2." + (name.endsWith("gamma") ? "weight" : "bias");
            case "feed_forward" -> "linear1." + suffix;
            case "feed_forward_output" -> "linear2." + suffix;
            default ->
                name.contains("attention_output") ? "self_attn.out_proj." + suffix : "self_attn.in_proj_" + suffix;
        };
    }

    private static double[] transposed(double[] values, int columns) {
        int rows = values.length / columns;
        double[] turned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return turned;
    }
}
