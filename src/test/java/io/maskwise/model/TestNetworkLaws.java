package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.model.RandomBatches.Sequence;
import io.maskwise.sequence.PaddedBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws L1, L3 and L8 for every network that is shipped. */
final class TestNetworkLaws {
    static Stream<Arguments> networks() {
        List<Arguments> arguments = new ArrayList<>();
        for (ModelTask task : ModelTask.values()) {
            for (RecurrentDirection direction : RecurrentDirection.values()) {
                for (long seed = 1; seed <= 5; seed++) {
                    arguments.add(Arguments.of(task, direction, seed));
                }
            }
        }
        return arguments.stream();
    }

    private static SequenceNetwork network(
            ModelTask task, RecurrentDirection direction, Precision precision, long seed) {
        ModelOptions options = new ModelOptions(task, 3, new RecurrentOptions(4, direction), precision, seed);
        ModelSpec spec = ModelSpec.of(options, RandomBatches.VOCABULARY, RandomBatches.CLASSES);
        return new NetworkDescription(spec, UpdaterOptions.adam(0.01), precision, seed).create();
    }

    @ParameterizedTest(name = "{0} {1} seed {2}")
    @MethodSource("networks")
    void paddingIsInvisibleInDouble(ModelTask task, RecurrentDirection direction, long seed) {
        paddingIsInvisible(task, direction, Precision.DOUBLE, seed, 1e-10);
    }

    @ParameterizedTest(name = "{0} {1} seed {2}")
    @MethodSource("networks")
    void paddingIsInvisibleInFloat(ModelTask task, RecurrentDirection direction, long seed) {
        paddingIsInvisible(task, direction, Precision.FLOAT, seed, 1e-5);
    }

    private static void paddingIsInvisible(
            ModelTask task, RecurrentDirection direction, Precision precision, long seed, double tolerance) {
        RandomBatches batches = new RandomBatches(seed, task);
        List<Sequence> sequences = batches.sequences(4, 6);
        try (SequenceNetwork network = network(task, direction, precision, seed)) {
            Expected expected = Expected.alone(network, batches, sequences);
            for (Layout layout : Layout.values()) {
                for (int time : new int[] {6, 9, 17}) {
                    expected.assertHolds(network, batches.batch(sequences, time, layout), tolerance);
                }
            }
        }
    }

    /** What the unpadded sequences give, one at a time, added up by hand. */
    @SuppressWarnings("ArrayRecordComponent") // read once
    private record Expected(List<List<double[]>> scores, double[] gradient, LossSum loss) {
        static Expected alone(SequenceNetwork network, RandomBatches batches, List<Sequence> sequences) {
            List<List<double[]>> scores = new ArrayList<>();
            double[] gradient = new double[network.parameterCount()];
            LossSum loss = LossSum.ZERO;
            for (Sequence sequence : sequences) {
                PaddedBatch one = batches.batch(List.of(sequence), sequence.tokens().length, Layout.RIGHT);
                scores.add(Arrays.asList(network.forward(one).logProbabilities()[0]));
                BatchGradient part = network.gradient(one);
                loss = loss.merge(part.loss());
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += part.gradient().at(i) * part.loss().weight();
                }
            }
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= loss.weight();
            }
            return new Expected(scores, gradient, loss);
        }

        void assertHolds(SequenceNetwork network, PaddedBatch batch, double tolerance) {
            BatchGradient actual = network.gradient(batch);
            assertThat(actual.loss().weight()).isEqualTo(loss.weight());
            assertThat(actual.loss().mean()).isCloseTo(loss.mean(), within(tolerance));
            Expectations.assertClose("gradient", actual.gradient().toDoubles(), gradient, tolerance);
            double[][][] padded = network.forward(batch).logProbabilities();
            for (int row = 0; row < padded.length; row++) {
                List<double[]> real = new ArrayList<>();
                for (int step = 0; step < padded[row].length; step++) {
                    if (batch.labelMask().isReal(row, step)) {
                        real.add(padded[row][step]);
                    }
                }
                assertThat(real).hasSameSizeAs(scores.get(row));
                for (int step = 0; step < real.size(); step++) {
                    Expectations.assertClose(
                            "scores of row " + row,
                            real.get(step),
                            scores.get(row).get(step),
                            tolerance);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} seed {2}")
    @MethodSource("networks")
    void gradientsAreTrue(ModelTask task, RecurrentDirection direction, long seed) {
        RandomBatches batches = new RandomBatches(seed, task);
        PaddedBatch batch = batches.batch(batches.sequences(3, 5), 7, Layout.GAPS);
        try (SequenceNetwork network = network(task, direction, Precision.DOUBLE, seed)) {
            double[] gradient = network.gradient(batch).gradient().toDoubles();
            double[] parameters = network.state().parameters().toDoubles();
            for (int i = 0; i < parameters.length; i++) {
                double numeric =
                        (lossAt(network, parameters, i, 1e-5, batch) - lossAt(network, parameters, i, -1e-5, batch))
                                / 2e-5;
                double scale = Math.max(1e-3, Math.max(Math.abs(numeric), Math.abs(gradient[i])));
                assertThat(Math.abs(numeric - gradient[i]) / scale)
                        .as("parameter %d: numeric %s, computed %s", i, numeric, gradient[i])
                        .isLessThan(1e-6);
            }
        }
    }

    private static double lossAt(
            SequenceNetwork network, double[] parameters, int index, double shift, PaddedBatch batch) {
        double[] shifted = parameters.clone();
        shifted[index] += shift;
        NetworkState state = network.state();
        network.restore(new NetworkState(ParameterVector.of(shifted), state.updaterState(), state.steps()));
        return network.forward(batch).loss().mean();
    }

    @ParameterizedTest(name = "{0} {1} seed {2}")
    @MethodSource("networks")
    void nothingRealChangesNothing(ModelTask task, RecurrentDirection direction, long seed) {
        RandomBatches batches = new RandomBatches(seed, task);
        PaddedBatch nothing = batches.allMasked(3, 5);
        try (SequenceNetwork network = network(task, direction, Precision.DOUBLE, seed)) {
            network.fit(batches.batch(batches.sequences(2, 4), 4, Layout.RIGHT));
            NetworkState before = network.state();
            BatchGradient gradient = network.gradient(nothing);
            assertThat(gradient.loss()).isEqualTo(LossSum.ZERO);
            assertThat(gradient.gradient().toDoubles()).containsOnly(0);
            assertThat(network.forward(nothing).loss()).isEqualTo(LossSum.ZERO);
            assertThat(network.fit(nothing)).isEqualTo(LossSum.ZERO);
            assertThat(network.state().parameters().toDoubles())
                    .isEqualTo(before.parameters().toDoubles());
            assertThat(network.state().updaterState().toDoubles())
                    .isEqualTo(before.updaterState().toDoubles());
            assertThat(network.state().steps()).isEqualTo(before.steps());
        }
    }

    @ParameterizedTest(name = "{0} {1} seed {2}")
    @MethodSource("networks")
    void anAllMaskedRowChangesNoOther(ModelTask task, RecurrentDirection direction, long seed) {
        RandomBatches batches = new RandomBatches(seed, task);
        List<Sequence> sequences = batches.sequences(3, 5);
        List<Sequence> withEmpty = new ArrayList<>(sequences);
        withEmpty.add(1, batches.empty());
        try (SequenceNetwork network = network(task, direction, Precision.DOUBLE, seed)) {
            BatchGradient without = network.gradient(batches.batch(sequences, 8, Layout.RIGHT));
            BatchGradient with = network.gradient(batches.batch(withEmpty, 8, Layout.RIGHT));
            assertThat(with.loss().weight()).isEqualTo(without.loss().weight());
            assertThat(with.loss().mean()).isCloseTo(without.loss().mean(), within(1e-10));
            Expectations.assertClose(
                    "gradient", with.gradient().toDoubles(), without.gradient().toDoubles(), 1e-10);
        }
    }
}
