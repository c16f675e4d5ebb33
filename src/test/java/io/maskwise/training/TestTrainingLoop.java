package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.metrics.LossSum;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.testing.FakeNetworkFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestTrainingLoop {
    private static final Path RUN = new Path("run");
    private static final RoundPosition POSITION = new RoundPosition(1, 1);
    private static final TrainingOptions OPTIONS = new TrainingOptions(
            2, 1, new BatchOptions(2, 0), 1, Synchronisation.PARAMETERS, UpdaterOptions.sgd(0.1), 1, 1, 1, "train");
    private static final Poison POISON = new Poison("the loss is NaN", 16, List.of("a", "b", "c", "d"));

    private final SequenceNetwork network =
            new FakeNetworkFactory(3, 2, 2, UpdaterOptions.sgd(0.1), Precision.DOUBLE).create();

    /** Workers that give what a test wants, and tell what they were asked. */
    private static final class Scripted implements Workers {
        private final List<WorkerResult> results;
        private final List<RoundRequest> requests = new ArrayList<>();
        private final List<NetworkState> reused = new ArrayList<>();

        Scripted(WorkerResult... results) {
            this.results = List.of(results);
        }

        @Override
        public List<SortedMap<Integer, Long>> rowsPerPaddedLength() {
            return List.of(new TreeMap<>(Map.of(16, 2L)), new TreeMap<>(Map.of(16, 2L)));
        }

        @Override
        public RoundResult runRound(RoundRequest request) {
            requests.add(request);
            return RoundResult.of(results);
        }

        NetworkState state(int round) {
            return requests.get(round).state();
        }

        @Override
        public void reuse(NetworkState state) {
            reused.add(state);
        }

        @Override
        public ValidationScore validate(ParameterVector parameters) {
            return ValidationScore.ZERO;
        }

        @Override
        public String source(int paddedLength) {
            return "file-of-" + paddedLength;
        }

        @Override
        public void close() {}
    }

    private WorkerResult voting(int worker, double loss, double value) {
        double[] values = new double[network.parameterCount()];
        Arrays.fill(values, value);
        return new WorkerResult(
                report(worker, new LossSum(loss, 2), null),
                List.of(ParameterVector.of(values), ParameterVector.of(new double[0])));
    }

    private static WorkerResult idle(int worker) {
        return new WorkerResult(report(worker, LossSum.ZERO, null), List.of());
    }

    private static WorkerResult poisoned(int worker) {
        return new WorkerResult(report(worker, LossSum.ZERO, POISON), List.of());
    }

    private static WorkerReport report(int worker, LossSum loss, @Nullable Poison poison) {
        return new WorkerReport(worker, loss, 5, 6, 1, 1, 0.25 * (worker + 1), worker, poison);
    }

    private RoundReport run(TrainingOptions options, WorkerResult... results) {
        return new TrainingLoop(options, new Scripted(results), network, RUN).run(POSITION, 10_000);
    }

    @Test
    void poisonEndsTheRunAndIsNamedByWorkerRoundFileAndRows() {
        assertThatThrownBy(() -> run(OPTIONS, voting(0, 1, 1), poisoned(1)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
                .hasMessage(
                        "Training diverged: the loss is NaN at worker 1 in epoch 1, round 1, in a batch of rows of 16"
                                + " steps from file-of-16 (a, b, c and 1 more) (lower the learning rate, look at these rows, or"
                                + " leave such parts out with train.poison.policy=skip)");
    }

    @Test
    void aStateThatNobodyAskedForMayBeWrittenOver() {
        Scripted workers = new Scripted(voting(0, 1, 7), voting(1, 1, 7));
        TrainingLoop loop = new TrainingLoop(OPTIONS, workers, network, RUN);
        loop.run(POSITION, 10_000);
        assertThat(workers.reused).containsExactly(workers.state(0));
        loop.run(POSITION, 10_000);
        assertThat(loop.network().parameters().toDoubles()).containsOnly(7);
        loop.run(POSITION, 10_000);
        assertThat(workers.reused).containsExactly(workers.state(0), workers.state(1), workers.state(2));

        assertThat(loop.parameters().toDoubles()).containsOnly(7);
        loop.run(POSITION, 10_000);
        loop.run(POSITION, 10_000);
        assertThat(workers.reused)
                .containsExactly(workers.state(0), workers.state(1), workers.state(2), workers.state(4));
    }

    @Test
    void aStateThatIsGoneOnFromIsNotWrittenOver() {
        Scripted workers = new Scripted(idle(0), idle(1));
        TrainingLoop loop = new TrainingLoop(OPTIONS, workers, network, RUN);
        loop.run(POSITION, 10_000);
        loop.run(POSITION, 10_000);
        assertThat(workers.state(1)).isSameAs(workers.state(0));
        assertThat(workers.reused).isEmpty();
    }

    private static final TrainingOptions SKIPPING = OPTIONS.guardedBy(new PoisonOptions(PoisonPolicy.SKIP, 3));

    @Test
    void poisonIsSkippedIfThatIsThePolicy() {
        TrainingLoop loop = new TrainingLoop(SKIPPING, new Scripted(voting(0, 1, 7), poisoned(1)), network, RUN);
        RoundReport report = loop.run(POSITION, 10_000);
        assertThat(loop.parameters().toDoubles()).containsOnly(7);
        assertThat(loop.network().parameters().toDoubles()).containsOnly(7);
        assertThat(report.skipped())
                .containsExactly("the loss is NaN at worker 1 in epoch 1, round 1, in a batch of rows of 16 steps from"
                        + " file-of-16 (a, b, c and 1 more)");
        assertThat(report.loss()).isEqualTo(new LossSum(1, 2));
        assertThat(report.workerSeconds()).isEqualTo(0.5);
    }

    @Test
    void aRoundOfWhichNothingIsLeftEndsTheRunWhateverThePolicy() {
        assertThatThrownBy(() -> run(SKIPPING, poisoned(0), poisoned(1)))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("at worker 0")
                .hasMessageContaining("at worker 1");
    }

    @ParameterizedTest(name = "{0} times {1}: {2}")
    @CsvSource({"0, 3, 10000", "3, 0, 10000", "3, 4, 12", "3, 9000, 10000"})
    void aSpikeIsMeasuredByTheRoundBefore(double spike, double lastMeanLoss, double highest) {
        assertThat(new PoisonOptions(PoisonPolicy.SKIP, spike).highestLoss(lastMeanLoss))
                .isEqualTo(highest);
    }

    @Test
    void workersAreToldWhatIsTooMuch() {
        Scripted workers = new Scripted(voting(0, 4, 1), voting(1, 8, 1));
        new TrainingLoop(SKIPPING, workers, network, RUN).run(POSITION, 9);
        assertThat(workers.requests).extracting(RoundRequest::highestLoss).containsExactly(9.0);
    }

    @Test
    void parametersAreAveragedByLabels() {
        TrainingLoop loop = new TrainingLoop(OPTIONS, new Scripted(voting(0, 1, 2), voting(1, 1, 4)), network, RUN);
        loop.run(POSITION, 10_000);
        assertThat(loop.parameters().toDoubles()).containsOnly(3);
    }
}
