package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.ParameterVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRoundResult {
    private static WorkerReport report(int worker, long weight, long steps) {
        return new WorkerReport(worker, new LossSum(weight, weight), 9, 10, 1, steps, 0.5, null);
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
