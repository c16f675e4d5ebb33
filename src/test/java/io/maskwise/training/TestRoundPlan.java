package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestRoundPlan {
    private static TrainingOptions options(Synchronisation sync) {
        return new TrainingOptions(2, 1, new BatchOptions(2, 0), 3, sync, UpdaterOptions.sgd(0.1), 1, 1, 1, "train");
    }

    @Test
    void theWorkerWithTheMostBatchesDecides() {
        List<Map<Integer, Long>> rows = List.of(Map.of(4, 2L), Map.of(4, 5L, 8, 3L), Map.of());
        assertThat(RoundPlan.of(rows, options(Synchronisation.PARAMETERS)).rounds())
                .isEqualTo(2);
        assertThat(RoundPlan.of(rows, options(Synchronisation.GRADIENTS)).rounds())
                .isEqualTo(5);
    }

    @Test
    void noRowsNoRounds() {
        assertThat(RoundPlan.of(List.of(Map.of(), Map.of()), options(Synchronisation.PARAMETERS))
                        .rounds())
                .isZero();
    }

    @ParameterizedTest(name = "{0} batches, {1} a round")
    @CsvSource({"0, 1", "1, 1", "7, 3", "6, 3", "2, 5"})
    void roundsTakeEveryBatchOnceInOrder(int batches, int perRound) {
        List<Integer> all = IntStream.range(0, batches).boxed().toList();
        List<Integer> taken = new ArrayList<>();
        for (int round = 1; round <= batches + 2; round++) {
            List<Integer> ofRound = RoundPlan.slice(all, round, perRound);
            assertThat(ofRound.size()).isLessThanOrEqualTo(perRound);
            taken.addAll(ofRound);
        }
        assertThat(taken).isEqualTo(all);
    }
}
