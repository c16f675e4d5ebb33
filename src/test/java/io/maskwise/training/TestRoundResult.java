package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.Dense;
import io.maskwise.model.Embedding;
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
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestRoundResult {
    private static final int VOCABULARY = 300;

    private static WorkerReport report(int worker, long weight, long steps) {
        return new WorkerReport(worker, new LossSum(weight, weight), 9, 10, 1, steps, 0.5, worker % 2, null);
    }

    private static WorkerResult voting(int worker, long weight, double value) {
        return new WorkerResult(report(worker, weight, 4), List.of(ParameterVector.of(new double[] {value, -value})));
    }

    private static WorkerResult idle(int worker) {
        return new WorkerResult(report(worker, 0, 3), List.of());
    }

    private static double[] combined(WorkerResult... results) {
        return RoundResult.of(List.of(results)).combined().get(0).toDoubles();
    }

    @Test
    void weightsAreLabelsNotWorkers() {
        assertThat(combined(voting(0, 30, 1), voting(1, 10, 5), idle(2))).containsExactly(2, -2);
    }

    @Test
    void aRoundWithoutLabelsCombinesNothing() {
        assertThat(RoundResult.of(List.of(idle(0), idle(1))).combined()).isEmpty();
    }

    @Test
    void stepsAreThoseOfTheWorkerThatTookMost() {
        assertThat(RoundResult.of(List.of(idle(1), voting(0, 1, 1))).steps()).isEqualTo(4);
    }

    private static PaddedBatch batch(Random random) {
        int[][] tokens = new int[4][3];
        int[][] labels = new int[4][3];
        for (int row = 0; row < tokens.length; row++) {
            tokens[row] = random.ints(3, 1, VOCABULARY).toArray();
            labels[row] = random.ints(3, 0, 3).toArray();
        }
        Mask all = Mask.ofLengths(new int[] {3, 3, 3, 3}, 3, Side.POST);
        return new PaddedBatch(tokens, all, labels, all);
    }

    private static SequenceNetwork network() {
        ModelSpec spec = SequentialModel.of(ModelInput.maskedTokens("tokens"))
                .add(new Embedding(VOCABULARY, 5))
                .add(new Dense(3))
                .spec();
        return new NetworkDescription(spec, UpdaterOptions.adam(0.01), Precision.FLOAT, 1).create();
    }

    /** What a worker gives that goes on from a state by so many steps. */
    private static WorkerResult fitted(int worker, NetworkState from, int steps, boolean tellsRows, Random random) {
        try (SequenceNetwork network = network()) {
            network.restore(from);
            for (int step = 0; step < steps; step++) {
                network.fit(batch(random));
            }
            NetworkState state = network.state();
            return new WorkerResult(
                    report(worker, 10 + worker, state.steps()),
                    List.of(state.parameters(), state.updaterState()),
                    tellsRows ? network.readRows() : List.of());
        }
    }

    private static WorkerResult copy(WorkerResult result) {
        return new WorkerResult(
                result.report(),
                result.vectors().stream()
                        .map(vector -> ParameterVector.of(vector.toFloats()))
                        .toList(),
                result.tables());
    }

    /** Rows that nobody read are left out only where that changes nothing. */
    @ParameterizedTest(name = "{0} and {1} steps, rows told by the first {2}, by the second {3}, seed {4}")
    @CsvSource({
        "3, 3, true, true, 1, true",
        "1, 1, true, true, 2, true",
        "3, 2, true, true, 3, false",
        "2, 3, true, true, 4, false",
        "3, 3, true, false, 5, false",
        "3, 3, false, true, 6, false",
        "3, 3, false, false, 7, false"
    })
    void rowsThatNobodyReadMayBeLeftOut(
            int ofFirst, int ofSecond, boolean firstTells, boolean secondTells, long seed, boolean leavesOut) {
        Random random = new Random(seed);
        NetworkState common;
        try (SequenceNetwork network = network()) {
            for (int step = 0; step < 40; step++) {
                network.fit(batch(random));
            }
            common = network.state();
        }
        List<WorkerResult> results = List.of(
                fitted(0, common, ofFirst, firstTells, random), fitted(1, common, ofSecond, secondTells, random));
        List<String> expected = RoundResult.of(results).combined().stream()
                .map(ParameterVector::digest)
                .toList();
        for (int vector = 0; vector < 2; vector++) {
            assertThat(RoundResult.places(results).get(vector).values()
                            < results.get(0).vectors().get(vector).length())
                    .isEqualTo(leavesOut);
        }
        List<WorkerResult> copies = results.stream().map(TestRoundResult::copy).toList();
        assertThat(RoundResult.taking(copies, Crew.ofPool(2), new SpareVectors(2)).combined().stream()
                        .map(ParameterVector::digest))
                .isEqualTo(expected);
    }

    @Test
    void whatIsLeftOfTheVotesIsSpareAndTheOutcomeIsNot() {
        SpareVectors spare = new SpareVectors(9);
        spare.take(2);
        float[][] votes = {{1, 2}, {3, 4}, {5, 9}};
        List<WorkerResult> results = IntStream.range(0, votes.length)
                .mapToObj(worker -> new WorkerResult(report(worker, 1, 4), List.of(ParameterVector.of(votes[worker]))))
                .toList();
        RoundResult result = RoundResult.taking(results, Crew.ofPool(1), spare);
        assertThat(List.of(spare.take(2), spare.take(2))).containsExactlyInAnyOrder(votes[1], votes[2]);
        assertThat(spare.take(2)).isNotIn((Object[]) votes);
        assertThat(result.combined().get(0).toFloats()).containsExactly(3, 5);

        RoundResult.taking(results.subList(0, 1), Crew.ofPool(1), spare);
        assertThat(spare.take(2)).isNotIn((Object[]) votes);
    }

    @ParameterizedTest(name = "{0} workers")
    @CsvSource({"0, 0", "1, 0.5", "2, 0.5", "3, 1", "5, 1.5"})
    void whatOneNetworkDidWasDoneOneAfterTheOther(int workers, double busiest) {
        List<WorkerResult> results = IntStream.range(0, workers)
                .mapToObj(worker -> voting(worker, 1, 1))
                .toList();
        assertThat(RoundResult.of(results).busiestSeconds()).isEqualTo(busiest);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theOrderOfArrivalDoesNotMatter(long seed) {
        List<WorkerResult> results = new ArrayList<>();
        Random random = new Random(seed);
        for (int worker = 0; worker < 7; worker++) {
            results.add(voting(worker, 1 + random.nextInt(1000), random.nextGaussian()));
        }
        RoundResult inOrder = RoundResult.of(results);
        Collections.shuffle(results, random);
        RoundResult shuffled = RoundResult.of(results);
        assertThat(shuffled.combined().get(0).toDoubles())
                .containsExactly(inOrder.combined().get(0).toDoubles());
        assertThat(shuffled.loss()).isEqualTo(inOrder.loss());
        assertThat(shuffled.reports()).isEqualTo(inOrder.reports());
    }

    @Test
    void aMissingWorkerIsABug() {
        RoundResult result = RoundResult.of(List.of(idle(0), idle(0)));
        assertThatThrownBy(() -> result.requireWorkers(2, new RoundPosition(2, 5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot combine epoch 2, round 5: results of the workers [0, 0]"
                        + " (must be one of each of 2)");
    }

    @Test
    void aVoteWithoutAVectorIsABug() {
        assertThatThrownBy(() -> new WorkerResult(report(1, 3, 4), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid result of worker 1: 0 vectors with the weight 3 (must be none if the weight is 0,"
                        + " else some)");
    }
}
