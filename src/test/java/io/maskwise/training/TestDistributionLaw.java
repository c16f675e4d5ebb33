package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.model.ClassWeights;
import io.maskwise.model.ClippingOptions;
import io.maskwise.model.ModelOptions;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.ModelTask;
import io.maskwise.model.NetworkDescription;
import io.maskwise.model.NetworkFactory;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.RecurrentDirection;
import io.maskwise.model.RecurrentOptions;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterKind;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.FakeNetworkFactory;
import io.maskwise.testing.RaggedRows;
import io.maskwise.text.Labelling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L4: k workers on any split of a ragged batch are one machine on the whole batch. */
class TestDistributionLaw {
    private static final int STEPS = 4;
    private static final UpdaterOptions SGD = UpdaterOptions.sgd(0.3);
    private static final UpdaterOptions NESTEROV = UpdaterOptions.nesterov(0.1, 0.9);
    private static final UpdaterOptions MOMENTUM = UpdaterOptions.of(UpdaterKind.MOMENTUM, 0.1);
    private static final UpdaterOptions RMSPROP = UpdaterOptions.of(UpdaterKind.RMSPROP, 0.01);
    private static final UpdaterOptions CLIPPED = SGD.clippedBy(new ClippingOptions(0.1, 0.15));
    private static final UpdaterOptions ADAMW = UpdaterOptions.of(UpdaterKind.ADAMW, 0.01);
    private static final UpdaterOptions ADAM = UpdaterOptions.adam(0.01);

    static Stream<Arguments> cases() {
        return Stream.of(cases(ModelTask.TAGGING, 8), cases(ModelTask.CLASSIFICATION, 3), cases(ModelTask.SEQ2SEQ, 3))
                .flatMap(ofTask -> ofTask);
    }

    private static Stream<Arguments> cases(ModelTask task, long seeds) {
        return LongStream.rangeClosed(1, seeds)
                .boxed()
                .flatMap(seed -> Stream.of(RecurrentDirection.values())
                        .flatMap(direction -> updates()
                                .map(update -> Arguments.of(update.sync(), update.updater(), direction, task, seed))));
    }

    private record Update(Synchronisation sync, UpdaterOptions updater) {}

    private static Stream<Update> updates() {
        return Stream.of(
                new Update(Synchronisation.PARAMETERS, SGD),
                new Update(Synchronisation.PARAMETERS, NESTEROV),
                new Update(Synchronisation.PARAMETERS, MOMENTUM),
                new Update(Synchronisation.GRADIENTS, SGD),
                new Update(Synchronisation.GRADIENTS, CLIPPED),
                new Update(Synchronisation.GRADIENTS, MOMENTUM),
                new Update(Synchronisation.GRADIENTS, RMSPROP),
                new Update(Synchronisation.GRADIENTS, NESTEROV),
                new Update(Synchronisation.GRADIENTS, ADAM),
                new Update(Synchronisation.GRADIENTS, ADAMW));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}, seed {4}")
    @MethodSource("cases")
    void workersEqualOneMachine(
            Synchronisation sync, UpdaterOptions updater, RecurrentDirection direction, ModelTask task, long seed) {
        RaggedRows random = new RaggedRows(seed);
        List<PaddedSequence> rows = labelled(random.rows(23, 9), task);
        int workers = new SplittableRandom(seed).nextInt(1, 8);
        NetworkFactory factory = network(task, updater, direction);
        TrainingOptions options = options(workers, sync, updater);

        NetworkState distributed = train(factory, options, labelled(random.dealt(rows, workers), task.labelling()));
        NetworkState alone;
        try (SequenceNetwork network = factory.create()) {
            for (int step = 0; step < STEPS; step++) {
                network.fit(PaddedBatch.stack(rows, task.labelling()));
            }
            alone = network.state();
        }
        assertClose(distributed.parameters(), alone.parameters());
        assertClose(distributed.updaterState(), alone.updaterState());
        assertThat(distributed.steps()).isEqualTo(alone.steps());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("weighed")
    void workersEqualOneMachineWhereClassesWeighDifferently(Synchronisation sync, long seed) {
        RaggedRows random = new RaggedRows(seed);
        List<PaddedSequence> rows = random.rows(23, 9);
        int workers = new SplittableRandom(seed).nextInt(2, 8);
        ClassWeights weights = ClassWeights.of(Map.of(0, 0.25, 2, 3.0, 3, 0.0));
        NetworkFactory factory = network(ModelTask.TAGGING, SGD, RecurrentDirection.FORWARD);
        TrainingOptions options = options(workers, sync, SGD);

        NetworkState distributed =
                train(factory, new WorkerPass(options, weights, Configuration::new), random.dealt(rows, workers));
        try (SequenceNetwork network = factory.create()) {
            for (int step = 0; step < STEPS; step++) {
                network.fit(weights.weigh(PaddedBatch.stack(rows, Labelling.PER_TOKEN)));
            }
            assertClose(distributed.parameters(), network.state().parameters());
        }
    }

    static Stream<Arguments> weighed() {
        return Stream.of(Synchronisation.values())
                .flatMap(sync -> LongStream.rangeClosed(1, 5).mapToObj(seed -> Arguments.of(sync, seed)));
    }

    /**
     * The rows with the labels that a task needs: per token as they are, one for each row that its tokens decide, or those
     * of its tokens and one more, in a mask of their own.
     */
    private static List<PaddedSequence> labelled(List<PaddedSequence> rows, ModelTask task) {
        return switch (task) {
            case TAGGING -> rows;
            case CLASSIFICATION ->
                rows.stream()
                        .map(row -> new PaddedSequence(row.id(), row.tokens(), row.mask(), new int[] {
                            IntStream.of(row.tokens()).sum() % RaggedRows.CLASSES
                        }))
                        .toList();
            case SEQ2SEQ -> rows.stream().map(TestDistributionLaw::withTarget).toList();
        };
    }

    private static PaddedSequence withTarget(PaddedSequence row) {
        int[] labels = Arrays.copyOf(row.labels(), row.time() + 1);
        boolean[] labelMask = Arrays.copyOf(row.mask(), row.time() + 1);
        labelMask[row.time()] = true;
        return new PaddedSequence(row.id(), row.tokens(), row.mask(), labels, labelMask);
    }

    private static List<TrainingShard> labelled(List<TrainingShard> shards, Labelling labelling) {
        return shards.stream()
                .map(shard -> new TrainingShard(shard.worker(), labelling, shard.rows()))
                .toList();
    }

    @Test
    void adamByParametersIsNotExactWhichIsWhyGradientsExist() {
        RaggedRows random = new RaggedRows(1);
        List<PaddedSequence> rows = random.rows(23, 9);
        List<TrainingShard> shards = random.dealt(rows, 3);
        NetworkState byParameters = train(factory(ADAM), options(3, Synchronisation.PARAMETERS, ADAM), shards);
        NetworkState byGradients = train(factory(ADAM), options(3, Synchronisation.GRADIENTS, ADAM), shards);
        assertThat(byParameters.parameters().digest())
                .isNotEqualTo(byGradients.parameters().digest());
    }

    @Test
    void oneWorkerAveragedNowAndThenIsOneMachineBitForBit() {
        RaggedRows random = new RaggedRows(5);
        List<TrainingShard> shards = random.dealt(random.rows(20, 3, 6), 1);
        BatchOptions batch = new BatchOptions(4, 0);
        String often = digest(shards, batch, 1);
        assertThat(digest(shards, batch, 3)).isEqualTo(often);
        assertThat(digest(shards, batch, 100)).isEqualTo(often);
    }

    private static String digest(List<TrainingShard> shards, BatchOptions batch, int frequency) {
        TrainingOptions options =
                new TrainingOptions(1, 2, batch, frequency, Synchronisation.PARAMETERS, ADAM, 7, 1, 1, "train");
        FakeNetworkFactory factory =
                new FakeNetworkFactory(RaggedRows.VOCABULARY, 5, RaggedRows.CLASSES, ADAM, Precision.FLOAT);
        return train(factory, options, shards).parameters().digest();
    }

    private static NetworkState train(NetworkFactory factory, TrainingOptions options, List<TrainingShard> shards) {
        return train(factory, new WorkerPass(options), shards);
    }

    private static NetworkState train(NetworkFactory factory, WorkerPass pass, List<TrainingShard> shards) {
        TrainingOptions options = pass.options();
        try (SequenceNetwork network = factory.create();
                Workers workers = new LocalWorkers(shards, pass, factory)) {
            TrainingLoop loop = new TrainingLoop(options, workers, network, new Path("run"));
            for (int epoch = 1; epoch <= options.epochs(); epoch++) {
                for (int round = 1; round <= loop.plan().rounds(); round++) {
                    loop.run(new RoundPosition(epoch, round), 10_000);
                }
            }
            return loop.network().state();
        }
    }

    private static TrainingOptions options(int workers, Synchronisation sync, UpdaterOptions updater) {
        return new TrainingOptions(workers, STEPS, new BatchOptions(100, 0), 1, sync, updater, 3, 1, 1, "train");
    }

    private static NetworkFactory network(ModelTask task, UpdaterOptions updater, RecurrentDirection direction) {
        ModelOptions options = new ModelOptions(task, 3, new RecurrentOptions(4, direction), Precision.DOUBLE, 1);
        ModelSpec spec = ModelSpec.of(options, RaggedRows.VOCABULARY, RaggedRows.CLASSES);
        return new NetworkDescription(spec, updater, Precision.DOUBLE, 1);
    }

    private static NetworkFactory factory(UpdaterOptions updater) {
        return new FakeNetworkFactory(RaggedRows.VOCABULARY, 5, RaggedRows.CLASSES, updater, Precision.DOUBLE);
    }

    private static void assertClose(ParameterVector actual, ParameterVector expected) {
        assertThat(actual.toDoubles()).containsExactly(expected.toDoubles(), within(1e-10));
    }
}
