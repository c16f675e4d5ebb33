package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.sequence.PaddedBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks in which one recurrent layer starts from the state of another: their files, and DL4J's own engine. */
final class TestRecurrentNetworks {
    /** Encoders, which the decoder is like. */
    static Stream<Layer> encoders() {
        List<Layer> encoders = new ArrayList<>();
        for (Recurrent kind : RecurrentLayers.kinds(RecurrentOutput.SEQUENCE)) {
            encoders.add(kind.returningState());
            encoders.add(
                    kind.returningState().goingBackwards().zeroingMaskedOutput().withoutBias());
            encoders.add(Bidirectional.of(kind.returningState()));
            encoders.add(new Bidirectional(kind.returningState(), MergeMode.NONE));
        }
        return encoders.stream();
    }

    /** Both read the embedding, the second one from the state that the first one leaves. */
    private static NetworkDescription description(Layer encoder) {
        int states = RecurrentLayers.stateVectors(encoder);
        int first = encoder instanceof Bidirectional both ? both.merge().outputCount() : 1;
        List<String> inputs = new ArrayList<>(List.of("embedding"));
        IntStream.range(first, first + states).mapToObj(i -> "rnn:" + i).forEach(inputs::add);
        ModelSpec spec = new ModelSpec(List.of(
                new LayerNode("embedding", new Embedding(RandomBatches.VOCABULARY, 3), List.of(ModelSpec.INPUT)),
                new LayerNode("rnn", encoder, List.of("embedding")),
                new LayerNode("decoder", decoder(encoder), inputs),
                new LayerNode("logits", new Dense(RandomBatches.CLASSES), List.of("decoder"))));
        return new NetworkDescription(spec, UpdaterOptions.adam(0.01), Precision.DOUBLE, 7);
    }

    /** The kind of the encoder, forwards, so that its steps meet the labels' again. */
    private static Layer decoder(Layer encoder) {
        if (encoder instanceof Bidirectional both) {
            return Bidirectional.of(both.layer());
        }
        Recurrent recurrent = (Recurrent) encoder;
        return recurrent.withSettings(RecurrentSettings.of(recurrent.settings().units(), RecurrentOutput.SEQUENCE));
    }

    private static byte[] written(SequenceNetwork network) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        network.write(out);
        return out.toByteArray();
    }

    private static PaddedBatch batch() {
        RandomBatches batches = new RandomBatches(5, ModelTask.TAGGING);
        return batches.batch(batches.sequences(4, 5), 7, Layout.GAPS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encoders")
    void continuesFromAFileAsIfItHadNeverStopped(Layer encoder) throws IOException {
        PaddedBatch batch = batch();
        try (SequenceNetwork network = description(encoder).create()) {
            network.fit(batch);
            try (SequenceNetwork other = Dl4jNetwork.read(new ByteArrayInputStream(written(network)), "model.zip")) {
                assertThat(other.spec()).isEqualTo(network.spec());
                network.fit(batch);
                other.fit(batch);
                assertThat(other.state().parameters().digest())
                        .isEqualTo(network.state().parameters().digest());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encoders")
    void dl4jsOwnEngineComputesTheSame(Layer encoder) throws IOException {
        PaddedBatch batch = batch();
        try (Dl4jNetwork network = (Dl4jNetwork) description(encoder).create()) {
            ComputationGraph graph =
                    ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(written(network)), true);
            INDArray tokens = Nd4j.createFromArray(batch.tokens());
            graph.setInput(0, tokens);
            graph.setLayerMaskArrays(new INDArray[] {Nd4j.create(maskRows(batch))}, null);
            INDArray logits = Objects.requireNonNull(
                    graph.feedForward(new INDArray[] {tokens}, true, false).get("logits"));
            CrossEntropy loss = new CrossEntropy(Tensors.tensor(logits), batch);
            assertThat(loss.scores().logProbabilities())
                    .isDeepEqualTo(network.forward(batch).logProbabilities());
            graph.backpropGradient(Tensors.array(loss.gradient(), DataType.DOUBLE));
            double[] theirs = graph.getFlattenedGradients().dup().data().asDouble();
            double[] ours = network.gradient(batch).gradient().toDoubles();
            Expectations.assertClose("gradient", theirs, ours, 1e-12);
            // The encoder learns through its state alone: its output is read by nobody.
            int start = network.spec()
                    .parameters(network.spec().nodes().get(0))
                    .get(0)
                    .length();
            assertThat(Arrays.copyOfRange(ours, start, start + RecurrentLayers.UNITS))
                    .doesNotContain(0);
        }
    }

    private static double[][] maskRows(PaddedBatch batch) {
        return Arrays.stream(batch.mask().toRows())
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(step -> row[step] ? 1 : 0)
                        .toArray())
                .toArray(double[][]::new);
    }
}
