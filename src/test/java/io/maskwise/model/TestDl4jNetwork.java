package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class TestDl4jNetwork {
    @Test
    void itsStateIsWrittenOverWhateverSpareVectorsHold() {
        RandomBatches batches = new RandomBatches(5, ModelTask.TAGGING);
        try (Dl4jNetwork network =
                (Dl4jNetwork) description(ModelTask.TAGGING, UpdaterOptions.adam(0.01), Precision.FLOAT)
                        .create()) {
            for (int step = 0; step < 3; step++) {
                network.fit(batches.batch(batches.sequences(3, 5), 7, Layout.LEFT));
            }
            SpareVectors spare = new SpareVectors(1);
            network.state(spare);
            float[] parameters = spareOf(network.parameterCount(), spare);
            float[] remembered = spareOf(2 * network.parameterCount(), spare);
            NetworkState state = network.state(spare);
            assertThat(state.parameters().floats()).isSameAs(parameters);
            assertThat(state.updaterState().floats()).isSameAs(remembered);

            NetworkState plain = network.state();
            assertThat(parameters).isEqualTo(plain.parameters().toFloats());
            assertThat(remembered).isEqualTo(plain.updaterState().toFloats());
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void thoughUndrawnItIsTheSameOnceItHasAState(Precision precision) {
        NetworkDescription description = description(ModelTask.TAGGING, UpdaterOptions.adam(0.01), precision);
        RandomBatches batches = new RandomBatches(6, ModelTask.TAGGING);
        try (SequenceNetwork network = description.create();
                SequenceNetwork undrawn = description.undrawn().create()) {
            assertThat(undrawn.parameters().toDoubles())
                    .containsOnly(Double.NaN)
                    .hasSize(network.parameterCount());
            undrawn.restore(network.state());
            for (int step = 0; step < 3; step++) {
                PaddedBatch batch = batches.batch(batches.sequences(3, 5), 7, Layout.LEFT);
                assertThat(undrawn.fit(batch)).isEqualTo(network.fit(batch));
            }
            assertThat(undrawn.state().parameters().digest())
                    .isEqualTo(network.state().parameters().digest());
            assertThat(undrawn.state().updaterState().digest())
                    .isEqualTo(network.state().updaterState().digest());
        }
        assertThat(description.undrawn())
                .isEqualTo(description(ModelTask.TAGGING, UpdaterOptions.adam(0.01), precision)
                        .undrawn())
                .isNotEqualTo(description);
    }

    private static float[] spareOf(int length, SpareVectors spare) {
        float[] values = new float[length];
        Arrays.fill(values, Float.NaN);
        spare.give(ParameterVector.of(values));
        return values;
    }

    private static NetworkDescription description(ModelTask task, UpdaterOptions updater, Precision precision) {
        RecurrentOptions recurrent = new RecurrentOptions(4, RecurrentDirection.BIDIRECTIONAL);
        ModelSpec spec = ModelSpec.of(
                new ModelOptions(task, 3, recurrent, precision, 7), RandomBatches.VOCABULARY, RandomBatches.CLASSES);
        return new NetworkDescription(spec, updater, precision, 7);
    }

    private static byte[] written(SequenceNetwork network) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        network.write(out);
        return out.toByteArray();
    }

    private static Dl4jNetwork read(byte[] bytes) throws IOException {
        return Dl4jNetwork.read(new ByteArrayInputStream(bytes), "model.zip");
    }

    @ParameterizedTest
    @EnumSource(UpdaterKind.class)
    void continuesFromAFileAsIfItHadNeverStopped(UpdaterKind kind) throws IOException {
        UpdaterOptions updater = UpdaterOptions.of(kind, 0.05).clippedBy(new ClippingOptions(0.05, 0.1));
        RandomBatches batches = new RandomBatches(3, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(4, 6), 8, Layout.LEFT);
        try (SequenceNetwork network =
                description(ModelTask.TAGGING, updater, Precision.FLOAT).create()) {
            network.fit(batch);
            network.fit(batch);
            try (SequenceNetwork other = read(written(network))) {
                assertThat(other.spec()).isEqualTo(network.spec());
                assertThat(other.precision()).isEqualTo(Precision.FLOAT);
                assertThat(other.state().steps()).isEqualTo(2);
                network.fit(batch);
                other.fit(batch);
                assertThat(other.state().parameters().digest())
                        .isEqualTo(network.state().parameters().digest());
            }
        }
    }

    private static PaddedBatch batch(long seed) {
        RandomBatches batches = new RandomBatches(seed, ModelTask.TAGGING);
        return batches.batch(batches.sequences(4, 6), 8, Layout.LEFT);
    }

    private static Dl4jNetwork tagger(UpdaterKind kind, Precision precision) {
        return (Dl4jNetwork) description(ModelTask.TAGGING, UpdaterOptions.of(kind, 0.05), precision)
                .create();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "SGD, FLOAT",
        "MOMENTUM, FLOAT",
        "NESTEROV, FLOAT",
        "RMSPROP, FLOAT",
        "ADAM, FLOAT",
        "ADAMW, FLOAT",
        "NESTEROV, DOUBLE",
        "ADAM, DOUBLE",
        "ADAMW, DOUBLE"
    })
    void aStepIsThatOfItsGradientAndGradientsDoNotAddUp(UpdaterKind kind, Precision precision) {
        try (SequenceNetwork whole = tagger(kind, precision);
                SequenceNetwork halves = tagger(kind, precision)) {
            for (int step = 0; step < 3; step++) {
                whole.fit(batch(step));
                halves.gradient(batch(8));
                halves.apply(halves.gradient(batch(step)).gradient());
                assertThat(halves.parameters().toDoubles())
                        .isEqualTo(whole.parameters().toDoubles());
            }
        }
    }

    private static double[] parametersAfterAStepFrom(NetworkState state) {
        try (SequenceNetwork network = tagger(UpdaterKind.ADAM, Precision.FLOAT)) {
            network.fit(batch(5));
            network.restore(state);
            network.fit(batch(4));
            return network.parameters().toDoubles();
        }
    }

    @Test
    void adamCorrectsByTheStepsThatItRemembersWhateverTheNetworkDidBefore() {
        try (SequenceNetwork network = tagger(UpdaterKind.ADAM, Precision.FLOAT)) {
            network.fit(batch(1));
            network.fit(batch(2));
            NetworkState state = network.state();
            NetworkState later = new NetworkState(state.parameters(), state.updaterState(), 40, 2);
            NetworkState longer = new NetworkState(state.parameters(), state.updaterState(), 40);
            network.fit(batch(4));
            double[] uninterrupted = network.parameters().toDoubles();
            assertThat(parametersAfterAStepFrom(state)).isEqualTo(uninterrupted);
            assertThat(parametersAfterAStepFrom(later)).isEqualTo(uninterrupted);
            assertThat(parametersAfterAStepFrom(longer)).isNotEqualTo(uninterrupted);
        }
    }

    /** Of a kernel [2, 1] and a bias [1]: each parameter's norm is one limit, that of all of them the other. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 3 4 12",
        "0, 6.5, 1.5 2 6",
        "0, 13, 3 4 12",
        "2.5, 0, 1.5 2 2.5",
        "2.5, 2.5, 1.0606601717798212 1.414213562373095 1.7677669529663687"
    })
    void shortensGradientsThatAreTooLong(double norm, double globalNorm, String step) {
        ModelSpec spec = new ModelSpec(
                List.of(new ModelInput("x", Shape.vector(2), false)),
                List.of(new LayerNode("dense", new Dense(1), List.of("x"))),
                List.of("dense"));
        UpdaterOptions updater = UpdaterOptions.sgd(1).clippedBy(new ClippingOptions(norm, globalNorm));
        try (SequenceNetwork network = new NetworkDescription(spec, updater, Precision.DOUBLE, 1).create()) {
            double[] before = network.state().parameters().toDoubles();
            network.apply(ParameterVector.of(new double[] {3, 4, 12}));
            double[] after = network.state().parameters().toDoubles();
            double[] expected = Arrays.stream(step.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            for (int i = 0; i < expected.length; i++) {
                assertThat(before[i] - after[i]).isCloseTo(expected[i], within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ModelTask.class)
    void writesAFileThatDl4jReadsAndRuns(ModelTask task) throws IOException {
        RandomBatches batches = new RandomBatches(5, task);
        PaddedBatch batch = batches.batch(batches.sequences(3, 5), 7, Layout.LEFT);
        try (Dl4jNetwork network = (Dl4jNetwork)
                description(task, UpdaterOptions.adam(0.01), Precision.DOUBLE).create()) {
            ComputationGraph graph =
                    ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(written(network)), true);
            List<Activation> inputs = new ArrayList<>(
                    List.of(Activation.masked(Tensors.tensor(Nd4j.createFromArray(batch.tokens())), batch.mask())));
            if (task == ModelTask.SEQ2SEQ) {
                inputs.add(TeacherForcing.input(batch));
            }
            graph.setLayerMaskArrays(
                    inputs.stream().map(input -> Nd4j.create(maskRows(input))).toArray(INDArray[]::new), null);
            INDArray logits = graph.output(
                            false,
                            false,
                            inputs.stream()
                                    .map(input -> Tensors.array(input.values(), DataType.INT32))
                                    .toArray(INDArray[]::new))[0];
            double[][][] ours = network.forward(batch).logProbabilities();
            double[][][] theirs =
                    new CrossEntropy(Tensors.tensor(logits), batch).scores().logProbabilities();
            assertThat(theirs).isDeepEqualTo(ours);
        }
    }

    private static double[][] maskRows(Activation input) {
        return maskRows(input.mask().orElseThrow());
    }

    private static double[][] maskRows(Mask mask) {
        return Arrays.stream(mask.toRows())
                .map(row -> {
                    double[] values = new double[row.length];
                    for (int i = 0; i < row.length; i++) {
                        values[i] = row[i] ? 1 : 0;
                    }
                    return values;
                })
                .toArray(double[][]::new);
    }

    @Test
    void dl4jsOwnEngineComputesTheSameGradient() {
        RandomBatches batches = new RandomBatches(6, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(3, 5), 7, Layout.GAPS);
        try (Dl4jNetwork network =
                (Dl4jNetwork) description(ModelTask.TAGGING, UpdaterOptions.sgd(0.1), Precision.DOUBLE)
                        .create()) {
            double[] ours = network.gradient(batch).gradient().toDoubles();
            ComputationGraph graph = network.graph();
            graph.setInput(0, Nd4j.createFromArray(batch.tokens()));
            graph.setLayerMaskArrays(new INDArray[] {Nd4j.create(maskRows(batch.mask()))}, null);
            INDArray logits = java.util.Objects.requireNonNull(
                    graph.feedForward(new INDArray[] {Nd4j.createFromArray(batch.tokens())}, true, false)
                            .get("logits"));
            graph.backpropGradient(
                    Tensors.array(new CrossEntropy(Tensors.tensor(logits), batch).gradient(), DataType.DOUBLE));
            double[] theirs = graph.getFlattenedGradients()
                    .castTo(DataType.DOUBLE)
                    .dup()
                    .data()
                    .asDouble();
            Expectations.assertClose("gradient", theirs, ours, 1e-12);
        }
    }

    @Test
    void beginsWithTheSameParametersEverywhere() {
        NetworkDescription description = description(ModelTask.TAGGING, UpdaterOptions.sgd(0.1), Precision.FLOAT);
        try (SequenceNetwork one = description.create();
                SequenceNetwork two = description.create()) {
            assertThat(one.state().parameters().digest())
                    .isEqualTo(two.state().parameters().digest());
            assertThat(one.parameterCount()).isEqualTo(description.spec().parameterCount());
        }
    }

    /** Keras' {@code SGD(momentum, nesterov=True)}, for which there is no golden file. */
    @Test
    void nesterovStepsAsInKeras() {
        double rate = 0.1;
        double momentum = 0.9;
        RandomBatches batches = new RandomBatches(6, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(4, 6), 8, Layout.GAPS);
        try (SequenceNetwork network = description(
                        ModelTask.TAGGING, UpdaterOptions.nesterov(rate, momentum), Precision.DOUBLE)
                .create()) {
            double[] velocity = new double[network.parameterCount()];
            for (int step = 0; step < 3; step++) {
                double[] expected = network.state().parameters().toDoubles();
                ParameterVector gradient = network.gradient(batch).gradient();
                for (int i = 0; i < velocity.length; i++) {
                    velocity[i] = momentum * velocity[i] - rate * gradient.at(i);
                    expected[i] += momentum * velocity[i] - rate * gradient.at(i);
                }
                network.fit(batch);
                Expectations.assertClose(
                        "parameters", network.state().parameters().toDoubles(), expected, 1e-12);
            }
        }
    }

    @Test
    void countsParametersAsKerasDoes() {
        RecurrentOptions recurrent = new RecurrentOptions(128, RecurrentDirection.BIDIRECTIONAL);
        ModelOptions options = new ModelOptions(ModelTask.TAGGING, 100, recurrent, Precision.FLOAT, 1);
        int lstm = 100 * 512 + 128 * 512 + 512;
        assertThat(ModelSpec.of(options, 9000, 17).parameterCount()).isEqualTo(9000 * 100 + 2 * lstm + 256 * 17 + 17);
    }

    @Test
    void refusesWhatIsNotAModel() {
        assertThatThrownBy(() -> read("nothing of the kind".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        error -> assertThat(error.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageStartingWith("Cannot read model model.zip: it is not a model file, or it is damaged");
    }

    @Test
    void refusesAZipFromElsewhere() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write(1);
        }
        assertThatThrownBy(() -> read(out.toByteArray()))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot read model model.zip");
    }

    @Test
    void refusesATruncatedModel() throws IOException {
        try (SequenceNetwork network = description(ModelTask.TAGGING, UpdaterOptions.sgd(0.1), Precision.FLOAT)
                .create()) {
            byte[] whole = written(network);
            assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length / 2)))
                    .isInstanceOf(MaskwiseException.class)
                    .hasMessageStartingWith("Cannot read model model.zip");
        }
    }

    @Test
    void namesATokenOutsideTheVocabulary() {
        PaddedBatch batch = new RandomBatches(1, ModelTask.CLASSIFICATION)
                .batch(
                        java.util.List.of(new RandomBatches.Sequence(new int[] {3, 99}, new int[] {1})),
                        2,
                        Layout.RIGHT);
        try (SequenceNetwork network = description(ModelTask.CLASSIFICATION, UpdaterOptions.sgd(0.1), Precision.FLOAT)
                .create()) {
            assertThatThrownBy(() -> network.forward(batch))
                    .hasMessage(
                            "Invalid token id: 99 at row 0, step 1 of Embedding (must be 0 to 10), in layer embedding");
        }
    }

    @Test
    void refusesAStateOfAnotherNetwork() {
        try (SequenceNetwork network = description(ModelTask.TAGGING, UpdaterOptions.sgd(0.1), Precision.FLOAT)
                .create()) {
            NetworkState state =
                    new NetworkState(ParameterVector.of(new float[3]), ParameterVector.of(new float[0]), 0);
            assertThatThrownBy(() -> network.restore(state))
                    .hasMessageMatching("Invalid parameters: 3 values \\(must be \\d+, as this network has\\)");
        }
    }
}
