package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.model.FunctionalModel.Value;
import io.maskwise.sequence.Mask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class TestModelBuilders {
    private static ModelSpec split() {
        FunctionalModel model = new FunctionalModel();
        Value tokens = model.input(ModelInput.maskedTokens("tokens"));
        Value other = model.input(new ModelInput("other", Shape.sequence(3), false));
        Value halves = model.apply(new TemporalSplit(), model.apply(new Embedding(9, 4), tokens));
        Value made = model.apply(new Masking(0), other);
        Value first = model.apply(Lstm.of(2, RecurrentOutput.LAST), halves);
        Value second = model.apply(Lstm.of(3, RecurrentOutput.LAST), halves.output(1));
        return model.spec(
                model.apply("one", new Dense(2), first),
                model.apply("two", new Dense(5), second),
                model.apply("three", new Dense(2), made));
    }

    @Test
    void sequentialReadsLikeKeras() {
        ModelSpec spec = SequentialModel.of(ModelInput.maskedTokens("tokens"))
                .add(new Embedding(30, 5))
                .add(Lstm.of(4, RecurrentOutput.SEQUENCE))
                .add(Lstm.of(3, RecurrentOutput.SEQUENCE))
                .add("logits", new Dense(7))
                .spec();
        assertThat(spec.nodes()).extracting(LayerNode::name).containsExactly("embedding", "lstm", "lstm-2", "logits");
        assertThat(spec.output()).isEqualTo("logits");
        assertThat(spec.task()).isEqualTo(ModelTask.TAGGING);
    }

    @Test
    void functionalKnowsWhereMasksAre() {
        ModelSpec spec = split();
        assertThat(spec.isMasked("temporal-split")).isTrue();
        assertThat(spec.isMasked("temporal-split:1")).isTrue();
        assertThat(spec.isMasked("other")).isFalse();
        assertThat(spec.isMasked("three")).isTrue();
        assertThat(spec.isMasked("two")).isFalse();
        assertThat(spec.shape("two")).isEqualTo(Shape.vector(5));
    }

    /** Several inputs and outputs, a layer with two outputs, through a file and DL4J's own engine. */
    @Test
    void becomesAGraphThatDl4jSavesLoadsAndRuns() throws IOException {
        NetworkDescription description = new NetworkDescription(split(), UpdaterOptions.sgd(0.1), Precision.DOUBLE, 3);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Activation tokens = Activation.masked(
                Tensor.of(new double[][] {{1, 8, 2, 0}, {5, 0, 3, 4}}),
                Mask.of(new boolean[][] {{true, true, true, false}, {true, false, true, true}}));
        Activation other =
                Activation.unmasked(Tensor.of(new double[][][] {{{1, 2, 3}, {0, 0, 0}}, {{4, 5, 6}, {7, 8, 9}}}));
        try (Dl4jNetwork written = Dl4jNetwork.create(description)) {
            written.write(file);
        }
        try (Dl4jNetwork network = Dl4jNetwork.read(new ByteArrayInputStream(file.toByteArray()), "model.zip")) {
            assertThat(network.spec()).isEqualTo(split());
            GraphPass ours = network.run(Map.of("tokens", tokens, "other", other), Call.inference());
            ComputationGraph graph = network.graph();
            INDArray mask = Tensors.array(Tensor.of(new double[][] {{1, 1, 1, 0}, {1, 0, 1, 1}}), DataType.DOUBLE);
            graph.setInputs(
                    Tensors.array(tokens.values(), DataType.DOUBLE), Tensors.array(other.values(), DataType.DOUBLE));
            graph.setLayerMaskArrays(new INDArray[] {mask, null}, null);
            Map<String, INDArray> theirs = graph.feedForward();
            for (String output : List.of("one", "two", "three")) {
                assertThat(Tensors.tensor(Objects.requireNonNull(theirs.get(output)))
                                .values())
                        .as(output)
                        .isEqualTo(ours.activation(output).values().values());
            }
        }
    }

    @Test
    void refusesALayerThatWouldLoseTheMask() {
        assertThatThrownBy(() -> SequentialModel.of(ModelInput.maskedTokens("tokens"))
                        .add(new Embedding(30, 5))
                        .add("own", new TestLayerReader.Doubling(2))
                        .spec())
                .hasMessage("Invalid model: layer own (Doubling) gets a mask and does not say what it does with it, so"
                        + " that the mask would be lost (override maskFlow(): it MAKES, PASSES, CHANGES, USES or ENDS"
                        + " it)");
    }

    @Test
    void refusesALayerThatWouldLoseTheMaskOfItsSecondInput() {
        FunctionalModel model = new FunctionalModel();
        Value bare = model.input(new ModelInput("bare", Shape.sequence(4), false));
        Value tokens = model.input(ModelInput.maskedTokens("tokens"));
        Value embedded = model.apply(new Embedding(9, 4), tokens);
        Value own = model.apply("own", new TestLayerReader.Doubling(2), bare, embedded);
        assertThatThrownBy(() -> model.spec(own))
                .hasMessageStartingWith("Invalid model: layer own (Doubling) gets a mask and does not say");
    }

    @Test
    void refusesAnInputThatNobodyReads() {
        FunctionalModel model = new FunctionalModel();
        Value tokens = model.input(ModelInput.maskedTokens("tokens"));
        model.input(ModelInput.maskedTokens("forgotten"));
        Value output = model.apply(new Embedding(9, 4), tokens);
        assertThatThrownBy(() -> model.spec(output)).hasMessage("Invalid model: no layer reads input forgotten");
    }
}
