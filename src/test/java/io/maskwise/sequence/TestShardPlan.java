package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestShardPlan {
    /** The training rows of the English Web Treebank 2.15 in its cheapest 16 buckets. */
    private static final Map<Integer, Long> EWT = Map.ofEntries(
            Map.entry(2, 1146L),
            Map.entry(4, 859L),
            Map.entry(6, 865L),
            Map.entry(8, 865L),
            Map.entry(11, 1414L),
            Map.entry(14, 1334L),
            Map.entry(17, 1231L),
            Map.entry(20, 1080L),
            Map.entry(23, 927L),
            Map.entry(27, 862L),
            Map.entry(31, 632L),
            Map.entry(37, 571L),
            Map.entry(43, 356L),
            Map.entry(54, 253L),
            Map.entry(77, 129L),
            Map.entry(159, 20L));

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 40);
    }

    private static SortedMap<Integer, Long> randomRows(Random random) {
        SortedMap<Integer, Long> rows = new TreeMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            rows.put(1 + random.nextInt(100), (long) random.nextInt(40));
        }
        return rows;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRowHasOneWorkerAndTheCountsAgree(int seed) {
        Random random = new Random(seed);
        SortedMap<Integer, Long> rows = randomRows(random);
        int workers = 1 + random.nextInt(9);
        ShardPlan plan = ShardPlan.of(rows, workers);
        for (int worker = 0; worker < workers; worker++) {
            SortedMap<Integer, Long> dealt = dealt(plan, rows, worker);
            assertThat(plan.rowsPerPaddedLength(worker)).isEqualTo(dealt);
            assertThat(plan.rows(worker))
                    .isEqualTo(
                            dealt.values().stream().mapToLong(Long::longValue).sum());
            assertThat(plan.cells(worker)).isEqualTo(cells(dealt));
        }
        assertThat(IntStream.range(0, workers).mapToLong(plan::cells).sum()).isEqualTo(cells(rows));
    }

    private static SortedMap<Integer, Long> dealt(ShardPlan plan, SortedMap<Integer, Long> rows, int worker) {
        SortedMap<Integer, Long> dealt = new TreeMap<>();
        rows.forEach((length, count) -> LongStream.range(0, count)
                .filter(rank -> plan.workerOf(length, rank) == worker)
                .forEach(rank -> dealt.merge(length, 1L, Long::sum)));
        return dealt;
    }

    private static long cells(Map<Integer, Long> rows) {
        return rows.entrySet().stream()
                .mapToLong(entry -> entry.getKey() * entry.getValue())
                .sum();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noTwoWorkersDifferByMoreThanTheLongestRow(int seed) {
        Random random = new Random(seed);
        SortedMap<Integer, Long> rows = randomRows(random);
        ShardPlan plan = ShardPlan.of(rows, 1 + random.nextInt(9));
        LongStream.Builder cells = LongStream.builder();
        IntStream.range(0, plan.workers()).mapToLong(plan::cells).forEach(cells);
        var summary = cells.build().summaryStatistics();
        long longest = LengthHistogram.ofCounts(rows).longest();
        assertThat(summary.getMax() - summary.getMin()).isLessThanOrEqualTo(longest);
    }

    @Test
    void rowsLeftOverGoToTheLightestWorkers() {
        // One row of 10 for worker 0; the two of 4 to workers 1 and 2; that of 1 to worker 1, the first of the
        // lightest.
        ShardPlan plan = ShardPlan.of(Map.of(10, 1L, 4, 2L, 1, 1L), 3);
        assertThat(IntStream.range(0, 3).mapToLong(plan::cells)).containsExactly(10L, 5L, 4L);
        assertThat(plan.workerOf(1, 0)).isEqualTo(1);
    }

    @Test
    void moreWorkersThanRowsLeavesSomeWithNothing() {
        ShardPlan plan = ShardPlan.of(Map.of(8, 2L), 4);
        assertThat(IntStream.range(0, 4).mapToLong(plan::rows)).containsExactly(1L, 1L, 0L, 0L);
        assertThat(plan.rowsPerPaddedLength(3)).isEmpty();
        assertThat(ShardPlan.of(Map.of(), 2).cells(1)).isEqualTo(0);
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 16, 32, 64})
    void onATreebankTheFullestCarriesAtMostTwoPercentMoreThanTheMean(int workers) {
        ShardPlan plan = ShardPlan.of(EWT, workers);
        double mean = cells(EWT) / (double) workers;
        assertThat(IntStream.range(0, workers).mapToLong(plan::cells).max().orElseThrow())
                .isLessThanOrEqualTo((long) (1.02 * mean));
    }

    @Test
    void dealsAlikeWhereverItIsSent() throws IOException, ClassNotFoundException {
        ShardPlan plan = ShardPlan.of(Map.of(10, 7L, 4, 9L), 4);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(plan);
        }
        ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        ShardPlan sent = (ShardPlan) in.readObject();
        for (long rank = 0; rank < 7; rank++) {
            assertThat(sent.workerOf(10, rank)).isEqualTo(plan.workerOf(10, rank));
        }
    }

    @Test
    void rowsThatWereNotPlannedForAreRefused() {
        ShardPlan plan = ShardPlan.of(Map.of(8, 2L), 4);
        assertThatThrownBy(() -> plan.workerOf(8, 2))
                .hasMessage("Invalid rank of a row of 8 steps: 2 (must be >= 0 and < 2, the rows planned for)");
        assertThatThrownBy(() -> plan.workerOf(9, 0))
                .hasMessage("Invalid rank of a row of 9 steps: 0 (must be >= 0 and < 0, the rows planned for)");
        assertThatThrownBy(() -> plan.rowsPerPaddedLength(4)).hasMessage("Invalid worker: 4 (must be 0 to 3)");
        assertThatThrownBy(() -> ShardPlan.of(Map.of(), 0)).hasMessage("Invalid number of workers: 0 (must be >= 1)");
    }
}
