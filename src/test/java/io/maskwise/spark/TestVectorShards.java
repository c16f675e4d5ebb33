package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.training.RoundResult;
import io.maskwise.training.WorkerReport;
import io.maskwise.training.WorkerResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Tuple2;

/** What executors combine in parts is what {@link RoundResult} combines as a whole, bit for bit. */
class TestVectorShards {
    private static final int PARAMETERS = 600_001;
    private static final int REMEMBERED = 270_000;

    private static float[] values(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static WorkerResult result(int worker, long weight, Random random) {
        WorkerReport report = new WorkerReport(worker, new LossSum(weight, weight), 9, 1, 4, 0.5, null);
        return new WorkerResult(
                report,
                weight == 0
                        ? List.of()
                        : List.of(
                                ParameterVector.of(values(random, PARAMETERS)),
                                ParameterVector.of(values(random, REMEMBERED))));
    }

    private static RoundResult inParts(List<WorkerResult> results, int tasks, Random arrival) {
        VectorShards shards = new VectorShards(tasks);
        List<Tuple2<RoundPlace, RoundPiece>> pieces = new ArrayList<>();
        results.forEach(result -> shards.cut(result).forEachRemaining(pieces::add));
        Collections.shuffle(pieces, arrival);
        RoundAssembly assembly = new RoundAssembly(new NetworkState(
                ParameterVector.of(new float[PARAMETERS]), ParameterVector.of(new float[REMEMBERED]), 0));
        for (int task = tasks - 1; task >= 0; task--) {
            int current = task;
            List<RoundPiece> combined = new ArrayList<>();
            VectorShards.combine(pieces.stream()
                            .filter(piece -> shards.partitioner().getPartition(piece._1()) == current)
                            .sorted(Comparator.comparing(Tuple2::_1))
                            .iterator())
                    .forEachRemaining(combined::add);
            assembly.take(combined);
        }
        return assembly.result();
    }

    @ParameterizedTest(name = "{0} workers, {1} tasks, seed {2}")
    @CsvSource({"2, 1, 1", "3, 2, 2", "5, 4, 3", "7, 9, 4"})
    void partsGiveTheWhole(int workers, int tasks, long seed) {
        Random random = new Random(seed);
        List<WorkerResult> results = IntStream.range(0, workers)
                .mapToObj(worker -> result(worker, worker == 1 ? 0 : 1 + random.nextInt(500), random))
                .toList();
        RoundResult whole = RoundResult.of(results);
        RoundResult parts = inParts(results, tasks, random);
        assertThat(parts.reports()).isEqualTo(whole.reports());
        assertThat(parts.combined().stream().map(ParameterVector::digest))
                .isEqualTo(
                        whole.combined().stream().map(ParameterVector::digest).toList());
    }

    @Test
    void nobodyVotedNothingIsCombined() {
        Random random = new Random(1);
        assertThat(inParts(List.of(result(0, 0, random), result(1, 0, random)), 2, random)
                        .combined())
                .isEmpty();
    }

    @Test
    void noMoreTasksThanStretches() {
        assertThat(VectorShards.of(0, 8).tasks()).isEqualTo(1);
        assertThat(VectorShards.of(3 << 18, 8).tasks()).isEqualTo(3);
        assertThat(VectorShards.of(1 << 30, 8).tasks()).isEqualTo(8);
    }
}
