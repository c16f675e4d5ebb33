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
import io.maskwise.testing.FakeNetworkFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRoundReduction {
    private static final RoundPosition POSITION = new RoundPosition(2, 5);
    private static final FakeNetworkFactory FACTORY =
            new FakeNetworkFactory(3, 2, 2, UpdaterOptions.sgd(0.1), Precision.DOUBLE);

    private final SequenceNetwork network = FACTORY.create();

    private NetworkState before() {
        return network.state();
    }

    private WorkerResult trained(int worker, long weight, double value) {
        return trained(worker, weight, value, 4);
    }

    private WorkerResult trained(int worker, long weight, double value, long steps) {
        double[] values = new double[network.parameterCount()];
        Arrays.fill(values, value);
        NetworkState state = new NetworkState(ParameterVector.of(values), ParameterVector.of(new double[0]), steps);
        return new WorkerResult(worker, new WorkerUpdate.Trained(state), new LossSum(1, weight), 9, 1);
    }

    private static WorkerResult idle(int worker) {
        return new WorkerResult(worker, new WorkerUpdate.Nothing(), LossSum.ZERO, 0, 0);
    }

    private NetworkState reduce(WorkerResult... results) {
        return new RoundReduction(POSITION, List.of(results), results.length).apply(network, before());
    }

    @Test
    void weightsAreLabelsNotWorkers() {
        assertThat(reduce(trained(0, 30, 1), trained(1, 10, 5), idle(2))
                        .parameters()
                        .toDoubles())
                .containsOnly(2);
    }

    private WorkerResult costing(int worker, double loss, long labels) {
        return new WorkerResult(worker, trained(worker, labels, 1).update(), new LossSum(loss, labels), labels, 1);
    }

    @Test
    void stepsAreThoseOfTheWorkerThatTookMost() {
        assertThat(reduce(trained(0, 3, 1, 6), trained(1, 9, 1, 8), trained(2, 1, 1, 7), idle(3))
                        .steps())
                .isEqualTo(8);
    }

    @Test
    void aRoundWithoutLabelsChangesNothing() {
        NetworkState before = before();
        NetworkState after = reduce(idle(0), idle(1));
        assertThat(after.parameters().toDoubles())
                .containsExactly(before.parameters().toDoubles());
        assertThat(after.steps()).isEqualTo(before.steps());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theOrderOfArrivalDoesNotMatter(long seed) {
        List<WorkerResult> results = new ArrayList<>();
        Random random = new Random(seed);
        for (int worker = 0; worker < 7; worker++) {
            results.add(trained(worker, 1 + random.nextInt(1000), random.nextGaussian()));
        }
        NetworkState before = before();
        String inOrder = new RoundReduction(POSITION, results, 7)
                .apply(network, before)
                .parameters()
                .digest();
        Collections.shuffle(results, random);
        assertThat(new RoundReduction(POSITION, results, 7)
                        .apply(network, before)
                        .parameters()
                        .digest())
                .isEqualTo(inOrder);
    }

    @Test
    void aLossThatIsNotFiniteIsNamed() {
        WorkerResult poisoned = new WorkerResult(1, trained(1, 1, 1).update(), new LossSum(Double.NaN, 3), 3, 1);
        assertThatThrownBy(() -> reduce(trained(0, 1, 1), poisoned))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
                .hasMessage("Training diverged: the loss of worker 1 is NaN in epoch 2, round 5"
                        + " (lower the learning rate, or look at its data)");
    }

    @Test
    void anUpdateThatIsNotFiniteIsNamed() {
        assertThatThrownBy(() -> reduce(trained(0, 1, Double.POSITIVE_INFINITY), trained(1, 1, 1)))
                .hasMessageStartingWith("Training diverged: the update of worker 0 is not finite in epoch 2, round 5");
    }

    @Test
    void aMeanLossBeyondAllReasonIsRefused() {
        assertThatThrownBy(() -> reduce(costing(0, 5, 3), costing(1, 12_190_710, 7)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
                .hasMessage("Training diverged: the mean loss is 1219071.5 nats a label in epoch 2, round 5"
                        + " (lower the learning rate, or look at its data)");
    }

    @Test
    void lossesWhoseSumIsInfiniteAreRefused() {
        assertThatThrownBy(() -> reduce(costing(0, Double.MAX_VALUE, 3), costing(1, Double.MAX_VALUE, 7)))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Training diverged: the mean loss is Infinity nats a label");
    }

    @Test
    void aBadMeanLossIsNotYetDivergence() {
        assertThat(reduce(costing(0, 40_000, 3), costing(1, 60_000, 7))
                        .parameters()
                        .toDoubles())
                .containsOnly(1);
    }

    @Test
    void aMissingWorkerIsABug() {
        assertThatThrownBy(() -> new RoundReduction(POSITION, List.of(idle(0), idle(0)), 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot combine epoch 2, round 5: results of the workers [0, 0]"
                        + " (must be one of each of 2)");
    }
}
