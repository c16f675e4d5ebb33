package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.MaskwiseException;
import io.maskwise.metrics.LossSum;
import io.maskwise.model.ClassWeights;
import io.maskwise.model.Dense;
import io.maskwise.model.Dropout;
import io.maskwise.model.Embedding;
import io.maskwise.model.Helpers;
import io.maskwise.model.ModelInput;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.NetworkDescription;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.SequentialModel;
import io.maskwise.model.SpareVectors;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.FakeNetworkFactory;
import io.maskwise.testing.RaggedRows;
import io.maskwise.text.LabelSet;
import io.maskwise.text.Labelling;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestWorkerPass {
    private static final UpdaterOptions SGD = UpdaterOptions.sgd(0.1);
    private static final TrainingOptions OPTIONS =
            new TrainingOptions(1, 9, new BatchOptions(4, 0), 1, Synchronisation.GRADIENTS, SGD, 7, 1, 1, "train");
    private static final TrainingShard SHARD = shard();

    @TempDir
    Path folder;

    private static final FakeNetworkFactory FACTORY =
            new FakeNetworkFactory(RaggedRows.VOCABULARY, 5, RaggedRows.CLASSES, SGD, Precision.DOUBLE);

    private final SequenceNetwork network = FACTORY.create();
    private final WorkerPass pass = new WorkerPass(OPTIONS);

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    private static TrainingShard shard() {
        RaggedRows random = new RaggedRows(2);
        return random.dealt(random.rows(40, 6), 1).get(0);
    }

    private RoundRequest request(TrainingShard shard, int epoch, int round) {
        return request(shard, epoch, round, 10_000);
    }

    private RoundRequest request(TrainingShard shard, int epoch, int round, double highestLoss) {
        Map<Integer, Long> rows = new TreeMap<>();
        shard.rows().forEach(row -> rows.merge(row.time(), 1L, Long::sum));
        RoundPlan plan = RoundPlan.of(List.of(rows), OPTIONS);
        return new RoundRequest(network.state(), new RoundPosition(epoch, round), plan, highestLoss, "");
    }

    private LossSum loss(int epoch, int round) {
        return pass.run(network, SHARD, request(SHARD, epoch, round)).report().loss();
    }

    @Test
    void everyEpochIsShuffledAnew() {
        List<LossSum> firstBatches =
                IntStream.rangeClosed(1, 9).mapToObj(epoch -> loss(epoch, 1)).toList();
        assertThat(firstBatches).doesNotHaveDuplicates();
    }

    @Test
    void rowsOfLikeLengthMakeLessPaddingAndLoseNothing() {
        TrainingOptions grouping = OPTIONS.groupingByLength(true);
        List<WorkerReport> plain = epoch(OPTIONS);
        List<WorkerReport> grouped = epoch(grouping);
        assertThat(grouped).hasSameSizeAs(plain);
        for (ToLongFunction<WorkerReport> counted :
                List.<ToLongFunction<WorkerReport>>of(WorkerReport::weight, WorkerReport::realTokens)) {
            assertThat(grouped.stream().mapToLong(counted).sum())
                    .isEqualTo(plain.stream().mapToLong(counted).sum());
        }
        assertThat(grouped.stream().mapToDouble(report -> report.loss().sum()).sum())
                .as("the network is the same in every batch")
                .isCloseTo(
                        plain.stream()
                                .mapToDouble(report -> report.loss().sum())
                                .sum(),
                        within(1e-9));
        assertThat(grouped.stream().mapToLong(WorkerReport::cells).sum())
                .isLessThan(plain.stream().mapToLong(WorkerReport::cells).sum());
    }

    private List<WorkerReport> epoch(TrainingOptions options) {
        int rounds = request(SHARD, 1, 1).plan().rounds();
        return IntStream.rangeClosed(1, rounds)
                .mapToObj(round -> new WorkerPass(options)
                        .run(network, SHARD, request(SHARD, 1, round))
                        .report())
                .toList();
    }

    @Test
    void tellsTheNetworkThatItUsed() {
        try (SequenceNetwork other = FACTORY.create()) {
            List<Long> lanes = Stream.of(network, network, other)
                    .map(one ->
                            pass.run(one, SHARD, request(SHARD, 1, 1)).report().lane())
                    .toList();
            assertThat(lanes.get(0)).isEqualTo(lanes.get(1)).isNotEqualTo(lanes.get(2));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"AVERAGE, 0, 0", "RESET, 0, 1", "KEEP, 0, 1"})
    void whatIsNotGivenIsSpareOnce(UpdaterStatePolicy policy, int parameters, int remembered) {
        UpdaterOptions adam = UpdaterOptions.adam(0.1);
        ModelSpec spec = SequentialModel.of(ModelInput.maskedTokens("tokens"))
                .add(new Embedding(RaggedRows.VOCABULARY, 5))
                .add(new Dense(RaggedRows.CLASSES))
                .spec();
        TrainingOptions options = new TrainingOptions(
                        1, 9, new BatchOptions(4, 0), 1, Synchronisation.PARAMETERS, adam, 7, 1, 1, "train")
                .keeping(policy);
        SpareVectors spare = new SpareVectors(9);
        try (SequenceNetwork real = new NetworkDescription(spec, adam, Precision.FLOAT, 1).create()) {
            RoundPlan plan = request(SHARD, 1, 1).plan();
            RoundRequest request =
                    new RoundRequest(real.state(), new RoundPosition(1, 1), plan, 10_000, folder.toString());
            assertThat(new WorkerPass(options).run(real, SHARD, request, spare).vectors())
                    .hasSize(policy == UpdaterStatePolicy.AVERAGE ? 2 : 1);
            assertThat(usedOf(real.parameterCount(), spare)).isEqualTo(parameters);
            assertThat(usedOf(2 * real.parameterCount(), spare)).isEqualTo(remembered);
        }
    }

    @Test
    void whoHelpsTheNetworkLooksThroughWhatItGives() {
        AtomicInteger shared = new AtomicInteger();
        network.helpedBy((parts, part) -> {
            shared.getAndIncrement();
            Helpers.NONE.share(parts, part);
        });
        WorkerResult result = pass.run(network, SHARD, request(SHARD, 1, 1));
        assertThat(shared.get()).isEqualTo(result.vectors().size());
    }

    /** How many of the next arrays are no new ones, and therefore hold something. */
    private static long usedOf(int length, SpareVectors spare) {
        return Stream.generate(() -> spare.take(length))
                .takeWhile(values -> !Arrays.equals(values, new float[length]))
                .count();
    }

    @Test
    void weighsLabelsByTheirClass() {
        List<PaddedSequence> rows = List.of(
                new PaddedSequence("a", new int[] {1, 2, 0}, new boolean[] {true, true, false}, new int[] {0, 1, 9}),
                new PaddedSequence("b", new int[] {3, 1, 2}, new boolean[] {true, true, true}, new int[] {1, 1, 2}));
        TrainingShard shard = new TrainingShard(0, Labelling.PER_TOKEN, rows);
        RoundRequest request = request(shard, 1, 1);
        double[][] losses =
                network.forward(PaddedBatch.stack(rows, Labelling.PER_TOKEN)).labelLosses();

        TrainingOptions weighing = OPTIONS.weighing(Map.of("Y", 3.0, "Z", 0.0));
        WorkerPass weighted = new WorkerPass(
                weighing, weighing.classWeights(LabelSet.of(List.of("X", "Y", "Z"))), Configuration::new);
        LossSum loss = weighted.run(network, shard, request).report().loss();
        assertThat(loss.weight()).isEqualTo(5);
        assertThat(loss.sum())
                .isCloseTo(losses[0][0] + 3 * (losses[0][1] + losses[1][0] + losses[1][1]), within(1e-12));
    }

    @Test
    void weightsOfOneChangeNoBit() {
        RoundRequest request = request(SHARD, 1, 1);
        WorkerResult without = pass.run(network, SHARD, request);
        WorkerResult with = new WorkerPass(OPTIONS, ClassWeights.of(Map.of(0, 1.0)), Configuration::new)
                .run(network, SHARD, request);
        assertThat(with.report().loss()).isEqualTo(without.report().loss());
        assertThat(gradient(with)).isEqualTo(gradient(without));
    }

    private static double[] gradient(WorkerResult result) {
        return result.vectors().get(0).toDoubles();
    }

    @Test
    void aBatchThatCostsTooMuchIsPoisonAndNamed() {
        WorkerResult result = pass.run(network, SHARD, request(SHARD, 1, 1, 0.01));
        Poison poison = Objects.requireNonNull(result.report().poison());
        assertThat(poison.what()).startsWith("the mean loss of its labels is ").endsWith(", above 0.01");
        assertThat(poison.paddedLength()).isEqualTo(6);
        assertThat(poison.rowIds()).hasSize(4).allMatch(id -> id.startsWith("row-"));
        assertThat(poison.rows()).matches("row-\\d+, row-\\d+, row-\\d+ and 1 more");
        assertThat(result.vectors()).isEmpty();
        assertThat(result.report().weight()).isZero();
        assertThat(result.report().realTokens()).isPositive();
    }

    @Test
    void parametersThatAreNoNumbersAreFoundInTheLoss() {
        double[] values = network.parameters().toDoubles();
        values[values.length - 1] = Double.NaN;
        network.restore(new NetworkState(ParameterVector.of(values), ParameterVector.of(new double[0]), 0));
        WorkerResult result = pass.run(network, SHARD, request(SHARD, 1, 1));
        assertThat(Objects.requireNonNull(result.report().poison()).what()).isEqualTo("the loss is NaN");
    }

    @Test
    void refusesWeightsOfLabelsThatThereAreNot() {
        TrainingOptions weighing = OPTIONS.weighing(Map.of("Y", 2.0, "NUON", 3.0));
        assertThatThrownBy(() -> weighing.classWeights(LabelSet.of(List.of("X", "Y"))))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot weigh the label NUON by train.class-weights: the dataset has no such label (must be"
                        + " one of X, Y)");
    }

    @Test
    void theSameRoundIsTheSameWheneverItRuns() {
        LossSum first = loss(3, 2);
        loss(1, 1);
        assertThat(loss(3, 2)).isEqualTo(first);
    }

    /** A network that drops, on two batches of the same rows, so that only what is dropped can differ. */
    private static LossSum dropping(int worker, RoundPosition position) {
        ModelSpec spec = SequentialModel.of(ModelInput.maskedTokens("tokens"))
                .add(new Embedding(RaggedRows.VOCABULARY, 6))
                .add(new Dropout(0.5))
                .add(new Dense(RaggedRows.CLASSES))
                .spec();
        List<PaddedSequence> twice = Collections.nCopies(2, SHARD.rows().get(1));
        TrainingShard shard = new TrainingShard(worker, SHARD.labelling(), twice);
        TrainingOptions options =
                new TrainingOptions(9, 9, new BatchOptions(1, 0), 1, Synchronisation.GRADIENTS, SGD, 7, 1, 1, "train");
        RoundPlan plan = new RoundPlan(new TreeMap<>(Map.of(6, 2)), 1);
        try (SequenceNetwork network = new NetworkDescription(spec, SGD, Precision.DOUBLE, 1).create()) {
            RoundRequest request = new RoundRequest(network.state(), position, plan, 10_000, "");
            return new WorkerPass(options).run(network, shard, request).report().loss();
        }
    }

    @Test
    void whatIsDroppedDependsOnEpochRoundAndWorkerAlone() {
        List<LossSum> losses = List.of(
                dropping(0, new RoundPosition(1, 1)),
                dropping(1, new RoundPosition(1, 1)),
                dropping(0, new RoundPosition(1, 2)),
                dropping(0, new RoundPosition(2, 1)));
        assertThat(losses).doesNotHaveDuplicates().allMatch(loss -> loss.weight() > 0);
        assertThat(dropping(1, new RoundPosition(1, 1))).isEqualTo(losses.get(1));
    }
}
