package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.testing.RaggedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestRoundPlan {
    private static TrainingOptions options(Synchronisation sync) {
        return new TrainingOptions(2, 1, new BatchOptions(2, 0), 3, sync, UpdaterOptions.sgd(0.1), 1, 1, 1, "train");
    }

    @Test
    void theWorkerWithTheMostBatchesOfALengthDecides() {
        List<Map<Integer, Long>> rows = List.of(Map.of(4, 2L), Map.of(4, 5L, 8, 3L), Map.of());
        RoundPlan plan = RoundPlan.of(rows, options(Synchronisation.PARAMETERS));
        assertThat(plan.batchesPerLength()).containsExactly(Map.entry(4, 3), Map.entry(8, 2));
        assertThat(plan.places()).isEqualTo(5);
        assertThat(plan.rounds()).isEqualTo(2);
        assertThat(RoundPlan.of(rows, options(Synchronisation.GRADIENTS)).rounds())
                .isEqualTo(5);
    }

    @Test
    void noRowsNoRounds() {
        assertThat(RoundPlan.of(List.of(Map.of(), Map.of()), options(Synchronisation.PARAMETERS))
                        .rounds())
                .isZero();
    }

    @ParameterizedTest(name = "{0} batches, {1} a round: {2} rounds")
    @CsvSource({"0, 1, 0", "1, 1, 1", "7, 3, 3", "6, 3, 2", "2, 5, 1"})
    void theLastRoundMayBeShort(int batches, int perRound, int rounds) {
        assertThat(new RoundPlan(new TreeMap<>(Map.of(4, batches)), perRound).rounds())
                .isEqualTo(rounds);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyRowIsInOneBatchOfAnEpochAndNoRoundMixesTheLengthsOfWorkers(long seed) {
        RaggedRows random = new RaggedRows(seed);
        List<TrainingShard> shards = random.dealt(random.rows(60, 3, 5, 8), 3);
        TrainingOptions options = options(Synchronisation.GRADIENTS);
        RoundPlan plan = plan(shards, options);
        List<List<Integer>> seen = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int round = 1; round <= plan.rounds(); round++) {
            List<Integer> lengths = new ArrayList<>();
            for (TrainingShard shard : shards) {
                for (int[] batch : plan.batches(shard, options, new RoundPosition(2, round))) {
                    IntStream.of(batch).forEach(seen.get(shard.worker())::add);
                    Arrays.stream(batch)
                            .forEach(row -> lengths.add(shard.rows().get(row).time()));
                }
            }
            assertThat(lengths).as("round " + round).isNotEmpty();
            assertThat(lengths.stream().distinct()).hasSize(1);
        }
        for (TrainingShard shard : shards) {
            assertThat(seen.get(shard.worker()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, shard.rows().size()).boxed().toList());
        }
    }

    private static RoundPlan plan(List<TrainingShard> shards, TrainingOptions options) {
        List<Map<Integer, Long>> rows = new ArrayList<>();
        for (TrainingShard shard : shards) {
            Map<Integer, Long> ofShard = new TreeMap<>();
            shard.rows().forEach(row -> ofShard.merge(row.time(), 1L, Long::sum));
            rows.add(ofShard);
        }
        return RoundPlan.of(rows, options);
    }
}
