package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What recurrent layers take, give back and refuse. */
final class TestRecurrent {
    private static final Shape STEPS = Shape.sequence(3);

    static Stream<Layer> layers() {
        return RecurrentLayers.all().stream();
    }

    private static BuiltLayer built(Layer layer) {
        return BuiltLayer.build(layer, 1, STEPS);
    }

    private static Tensor random(int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        Random random = new Random(4);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = random.nextDouble() - 0.5;
        }
        return tensor;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void aModelFileHoldsEveryOption(Layer layer) {
        assertThat(LayerCodec.layer(LayerCodec.describe(layer))).isEqualTo(layer);
    }

    static Stream<Recurrent> oneWay() {
        return layers().filter(Recurrent.class::isInstance).map(Recurrent.class::cast);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneWay")
    void otherSettingsLeaveWhatIsTheLayersOwn(Recurrent layer) {
        assertThat(layer.withSettings(layer.settings())).isEqualTo(layer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void outputsAreOfTheShapesThatItAnnounces(Layer layer) {
        List<Shape> shapes = layer.outputShapes(List.of(new Shape(List.of(5, 3))));
        List<Activation> outputs = built(layer)
                .forward(Call.inference(), Activation.masked(random(2, 5, 3), Mask.allReal(2, 5)))
                .outputs();
        assertThat(outputs).hasSameSizeAs(shapes);
        for (int i = 0; i < shapes.size(); i++) {
            List<Integer> axes = new ArrayList<>(List.of(2));
            axes.addAll(shapes.get(i).axes());
            assertThat(outputs.get(i).values().shape())
                    .isEqualTo(axes.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void anUnknownTimeStaysUnknown(Layer layer) {
        Shape output = layer.outputShapes(List.of(STEPS)).get(0);
        assertThat(output.hasTime()).isEqualTo(layer.maskFlow() == MaskFlow.USES);
        assertThat(output.axes().get(0)).isEqualTo(output.hasTime() ? Shape.ANY_TIME : output.features());
    }

    @Test
    void defaultsOfAConfigurationAreKeras() {
        Map<String, Object> lstm = Map.of("type", "lstm", "units", "4");
        List<LayerNode> nodes = new LayerReader(DatasetSizes.ANY)
                .nodes(List.of(
                        lstm,
                        Map.of("type", "gru", "units", "4"),
                        Map.of("type", "simple-rnn", "units", "4", "output", "sequence"),
                        Map.of("type", "bidirectional", "layer", lstm)));
        assertThat(nodes)
                .extracting(LayerNode::layer)
                .containsExactly(
                        Lstm.of(4, RecurrentOutput.LAST),
                        Gru.of(4, RecurrentOutput.LAST),
                        SimpleRnn.of(4, RecurrentOutput.SEQUENCE),
                        Bidirectional.of(Lstm.of(4, RecurrentOutput.LAST)));
    }

    /** The trap of Keras' zero_output_for_mask, and of a row that is all padding. */
    @ParameterizedTest
    @EnumSource(MaskedOutput.class)
    void theLastOutputIsTheStateWhateverFollows(MaskedOutput maskedOutput) {
        Recurrent layer = new Gru(
                RecurrentSettings.of(2, RecurrentOutput.LAST)
                        .withMaskedOutput(maskedOutput)
                        .returningState(),
                ActivationFunction.SIGMOID,
                true);
        Mask mask = Mask.of(new boolean[][] {{true, true, false}, {false, false, false}});
        Activation initial = Activation.unmasked(random(2, 2));
        List<Activation> outputs = BuiltLayer.build(layer, 1, STEPS, Shape.vector(2))
                .forward(Call.inference(), Activation.masked(random(2, 3, 3), mask), initial)
                .outputs();
        double[] last = outputs.get(0).values().values();
        assertThat(last).isEqualTo(outputs.get(1).values().values()).doesNotContain(0);
        assertThat(last[2]).isEqualTo(initial.values().values()[2]);
        assertThat(last[3]).isEqualTo(initial.values().values()[3]);
    }

    @Test
    void aMaskTurnsRoundWithTheSequence() {
        Activation input = Activation.masked(random(1, 4, 3), Mask.of(new boolean[][] {{true, false, true, true}}));
        Activation output = built(
                        Lstm.of(2, RecurrentOutput.SEQUENCE).goingBackwards().zeroingMaskedOutput())
                .call(input);
        assertThat(output.mask()).contains(Mask.of(new boolean[][] {{true, true, false, true}}));
        assertThat(output.values().values()[4]).isZero();
        assertThat(output.values().values()[2]).isNotZero();
    }

    @Test
    void keepsItsProductsApartFromThoseOfOtherLayers() {
        Gru gru = Gru.of(2, RecurrentOutput.SEQUENCE).resettingBefore();
        Activation input = Activation.unmasked(random(2, 4, 3));
        Tensor upstream = random(2, 4, 2);
        LayerPass alone = built(gru).forward(Call.inference(), input);
        double[] expected = alone.backward(upstream, zeros(built(gru))).get(0).values();
        LayerPass before = built(gru).forward(Call.inference(), input);
        built(Lstm.of(3, RecurrentOutput.LAST)).call(input);
        assertThat(before.backward(upstream, zeros(built(gru))).get(0).values()).isEqualTo(expected);
    }

    private static Map<String, Tensor> zeros(BuiltLayer built) {
        Map<String, Tensor> zeros = new LinkedHashMap<>();
        built.parameters().forEach((name, parameter) -> zeros.put(name, Tensor.zeros(parameter.shape())));
        return zeros;
    }

    static Stream<Arguments> misfits() {
        Shape four = Shape.vector(4);
        return Stream.of(
                Arguments.of(
                        Lstm.of(4, RecurrentOutput.LAST),
                        List.of(Shape.tokens()),
                        "Invalid input of Lstm: (batch, time) (must be (batch, time, features))"),
                Arguments.of(
                        Gru.of(4, RecurrentOutput.LAST),
                        List.of(Shape.vector(3)),
                        "Invalid input of Gru: (batch, 3) (must be (batch, time, features))"),
                Arguments.of(
                        Lstm.of(4, RecurrentOutput.LAST),
                        List.of(STEPS, four),
                        "Invalid number of inputs of Lstm: 2 (must be 1, or 3 with an initial state)"),
                Arguments.of(
                        SimpleRnn.of(4, RecurrentOutput.LAST),
                        List.of(STEPS, four, four),
                        "Invalid number of inputs of SimpleRnn: 3 (must be 1, or 2 with an initial state)"),
                Arguments.of(
                        Bidirectional.of(Lstm.of(4, RecurrentOutput.LAST)),
                        List.of(STEPS, four, four),
                        "Invalid number of inputs of Bidirectional Lstm: 3 (must be 1, or 5 with an initial state)"),
                Arguments.of(
                        Gru.of(4, RecurrentOutput.LAST),
                        List.of(STEPS, Shape.vector(5)),
                        "Invalid initial state of Gru: (batch, 5) (must be (batch, 4), as the layer has 4 units)"),
                Arguments.of(
                        Bidirectional.of(Gru.of(4, RecurrentOutput.LAST)),
                        List.of(STEPS, four, STEPS),
                        "Invalid initial state of Gru: (batch, time, 3) (must be (batch, 4), as the layer has 4 units)"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("misfits")
    void refusesInputsThatDoNotFit(Layer layer, List<Shape> inputs, String message) {
        assertThatThrownBy(() -> layer.outputShapes(inputs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void anErrorNamesTheLayerOfTheModel() {
        List<LayerNode> nodes = List.of(
                new LayerNode("embedding", new Embedding(9, 3), List.of(ModelSpec.INPUT)),
                new LayerNode("encoder", Gru.of(5, RecurrentOutput.LAST).returningState(), List.of("embedding")),
                new LayerNode("decoder", Gru.of(4, RecurrentOutput.LAST), List.of("embedding", "encoder:1")));
        assertThatThrownBy(() -> new ModelSpec(nodes))
                .hasMessage(
                        "Invalid initial state of Gru: (batch, 5) (must be (batch, 4), as the layer has 4 units), in"
                                + " layer decoder");
    }

    @Test
    void refusesArraysThatDoNotFit() {
        BuiltLayer layer = BuiltLayer.build(Gru.of(4, RecurrentOutput.LAST), 1, STEPS, Shape.vector(4));
        Activation steps = Activation.unmasked(random(2, 5, 3));
        assertThatThrownBy(() -> layer.call(Activation.unmasked(random(2, 5, 2))))
                .hasMessage("Invalid input of Gru: [2, 5, 2] (must be (batch, time, 3), as it was built for)");
        assertThatThrownBy(() -> layer.call(Activation.unmasked(random(2, 3))))
                .hasMessage("Invalid input of Gru: [2, 3] (must be (batch, time, 3), as it was built for)");
        assertThatThrownBy(() -> layer.call(steps, Activation.unmasked(random(3, 4))))
                .hasMessage("Invalid initial state of Gru: Tensor[3, 4] (must be [2, 4], a vector for each row)");
        assertThatThrownBy(() -> layer.call(steps, Activation.unmasked(random(2, 4)), steps))
                .hasMessage("Invalid number of inputs of Gru: 3 (must be 1, or 2 with an initial state)");
        BuiltLayer both = built(Bidirectional.of(Gru.of(4, RecurrentOutput.LAST)));
        assertThatThrownBy(() -> both.call(steps, Activation.unmasked(random(2, 4))))
                .hasMessage("Invalid number of inputs of Bidirectional Gru: 2 (must be 1, or 3 with an initial state)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void refusesALayerWithoutUnits(int units) {
        String message = "Invalid number of units: " + units + " (must be >= 1)";
        assertThatThrownBy(() -> Lstm.of(units, RecurrentOutput.LAST)).hasMessage(message);
        assertThatThrownBy(() -> new Lstm(
                        units,
                        RecurrentOutput.LAST,
                        TimeDirection.FORWARDS,
                        MaskedOutput.ZERO,
                        false,
                        ActivationFunction.TANH,
                        ActivationFunction.SIGMOID,
                        true))
                .hasMessage(message);
    }

    @Test
    void bothWaysNeedARecurrentLayer() {
        Map<String, Object> dense = LayerCodec.describe(new Dense(4));
        Map<String, Object> description =
                Map.of(LayerCodec.TYPE, "Bidirectional", "layer", dense, "merge", MergeMode.SUM.name());
        assertThatThrownBy(() -> LayerCodec.layer(description))
                .hasMessageStartingWith("Invalid layer of layer Bidirectional: {type=Dense, units=4")
                .hasMessageEndingWith("(must be a value of type Recurrent)");
    }

    @Test
    void parametersAreThoseOfKeras() {
        assertThat(names(Lstm.of(4, RecurrentOutput.LAST)))
                .containsExactly("kernel [3, 16]", "recurrent_kernel [4, 16]", "bias [16]");
        assertThat(names(Gru.of(4, RecurrentOutput.LAST)))
                .containsExactly("kernel [3, 12]", "recurrent_kernel [4, 12]", "bias [2, 12]");
        assertThat(names(Gru.of(4, RecurrentOutput.LAST).resettingBefore()))
                .containsExactly("kernel [3, 12]", "recurrent_kernel [4, 12]", "bias [12]");
        assertThat(names(Bidirectional.of(SimpleRnn.of(4, RecurrentOutput.LAST).withoutBias())))
                .containsExactly(
                        "forward/kernel [3, 4]",
                        "forward/recurrent_kernel [4, 4]",
                        "backward/kernel [3, 4]",
                        "backward/recurrent_kernel [4, 4]");
    }

    private static List<String> names(Layer layer) {
        return layer.parameters(Collections.singletonList(STEPS)).stream()
                .map(parameter -> parameter.name() + " " + parameter.shape())
                .toList();
    }
}
