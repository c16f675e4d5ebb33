package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.metrics.LossSum;
import io.maskwise.model.ParameterVector;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.RoundResult;
import io.maskwise.training.WorkerReport;
import io.maskwise.training.WorkerResult;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is combined in parts is what {@link RoundResult} combines as a whole, bit for bit. */
class TestRoundJob {
    private static final JavaSparkContext CONTEXT =
            JavaSparkContext.fromSparkContext(SparkSessions.local().sparkContext());
    private static final int WORKERS = 5;
    private static final AtomicInteger CALLS_OF_LAST = new AtomicInteger();

    private static WorkerResult result(int worker, long weight, int parameters, int remembered, long seed) {
        WorkerReport report = new WorkerReport(worker, new LossSum(weight, weight), 9, 10, 1, 4, 0.5, worker, null);
        Random random = new Random(seed + worker);
        return new WorkerResult(
                report, weight == 0 ? List.of() : List.of(values(random, parameters), values(random, remembered)));
    }

    private static ParameterVector values(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return ParameterVector.of(values);
    }

    /** As on a cluster, where other JVMs get a broadcast, or as where all is in one JVM. */
    private static SharedValue<String> shared(boolean cluster) {
        return cluster
                ? new SharedValue.Sent<>(CONTEXT.broadcast("request"))
                : SharedValue.of(CONTEXT, "request", String.class);
    }

    private static JavaRDD<Integer> shards(int workers) {
        return CONTEXT.parallelize(IntStream.range(0, workers).boxed().toList(), workers);
    }

    @ParameterizedTest(name = "{0} workers, {1} parameters, cluster {2}, seed {3}")
    @CsvSource({
        "2, 1200001, true, 1",
        "2, 600001, false, 2",
        "5, 1200001, true, 3",
        "7, 270000, false, 4",
        "7, 11, true, 5",
        "1, 600001, true, 6",
        "3, 0, false, 7"
    })
    void partsGiveTheWhole(int workers, int parameters, boolean cluster, long seed) {
        PartitionFunction<Integer, WorkerResult> worker = (partition, shard) -> result(
                shard.next(), partition == 1 && workers > 2 ? 0 : 1 + 31L * partition, parameters, 270_000, seed);
        SharedValue<String> shared = shared(cluster);
        RoundResult parts = new RoundJob<>(CONTEXT, shared.blocks(), shards(workers), worker).run();
        shared.destroy();
        RoundResult whole = RoundResult.of(IntStream.range(0, workers)
                .mapToObj(w -> worker.call(w, List.of(w).iterator()))
                .toList());
        assertThat(parts.reports()).isEqualTo(whole.reports());
        assertThat(parts.combined())
                .hasSize(2)
                .extracting(ParameterVector::length)
                .containsExactly(parameters, 270_000);
        assertThat(parts.combined().stream().map(ParameterVector::digest))
                .isEqualTo(
                        whole.combined().stream().map(ParameterVector::digest).toList());
    }

    @Test
    void nobodyVotedNothingIsCombined() {
        SharedValue<String> shared = shared(true);
        RoundResult result = new RoundJob<>(
                        CONTEXT, shared.blocks(), shards(3), (worker, shard) -> result(worker, 0, 9, 9, 1))
                .run();
        assertThat(result.reports()).hasSize(3);
        assertThat(result.combined()).isEmpty();
    }

    /** The last worker ends after the first ones, and removes what these left: so often as an executor is lost. */
    private static RoundResult losing(boolean cluster, int times) {
        CALLS_OF_LAST.set(0);
        SharedValue<String> shared = shared(cluster);
        StoredBlocks blocks = shared.blocks();
        try {
            return new RoundJob<>(CONTEXT, blocks, shards(WORKERS), (worker, shard) -> {
                        if (worker == WORKERS - 1 && CALLS_OF_LAST.incrementAndGet() <= times) {
                            blocks.remove();
                        }
                        return result(worker, 1 + worker, 600_001, 7, 1);
                    })
                    .run();
        } finally {
            shared.destroy();
        }
    }

    @ParameterizedTest(name = "cluster {0}, lost {1} times")
    @CsvSource({"true, 1", "true, 3", "false, 1"})
    void aRoundOfWhichPartsAreLostIsRunAgainAndComesToTheSame(boolean cluster, int times) {
        RoundResult lossless = losing(cluster, 0);
        RoundResult lossy = losing(cluster, times);
        assertThat(CALLS_OF_LAST).hasValue(times + 1);
        assertThat(lossy.combined().stream().map(ParameterVector::digest))
                .isEqualTo(lossless.combined().stream()
                        .map(ParameterVector::digest)
                        .toList());
    }

    @Test
    void partsThatAreLostEachTimeEndTheRound() {
        assertThatThrownBy(() -> losing(true, 100))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.RESOURCES))
                .hasMessage("Cannot combine a round: in each of 4 attempts, executors were lost with what workers left"
                        + " there (see Spark's log for why; give executors more memory, or turn"
                        + " spark.dynamicAllocation.enabled off)");
        assertThat(CALLS_OF_LAST).hasValue(4);
    }

    @Test
    void vectorsOfOtherLengthsAreNotCombined() {
        SharedValue<String> shared = shared(false);
        assertThatThrownBy(() -> new RoundJob<>(
                                CONTEXT,
                                shared.blocks(),
                                shards(2),
                                (worker, shard) -> result(worker, 1, 5 + worker, 7, 1))
                        .run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Cannot combine vectors that differ between workers: ");
        shared.destroy();
    }

    @Test
    void aDestroyedValueIsGone() {
        SharedValue<String> shared = shared(false);
        assertThat(shared.value()).isEqualTo("request");
        shared.destroy();
        assertThatThrownBy(shared::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The value is destroyed");
    }
}
