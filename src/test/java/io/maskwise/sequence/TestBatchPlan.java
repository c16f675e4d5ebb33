package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestBatchPlan {
    static IntStream seeds() {
        return IntStream.rangeClosed(1, 30);
    }

    private static int[] randomLengths(Random random) {
        return random.ints(random.nextInt(300), 0, 6)
                .map(index -> new int[] {0, 1, 4, 8, 16, 64}[index])
                .toArray();
    }

    private static BatchOptions randomOptions(Random random) {
        return new BatchOptions(1 + random.nextInt(20), random.nextBoolean() ? 0 : 64 + random.nextInt(400));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRowIsInOneBatchOfItsLengthWithinTheLimits(int seed) {
        Random random = new Random(seed);
        int[] lengths = randomLengths(random);
        BatchOptions options = randomOptions(random);
        assertLaws(ordered(lengths, options, seed), lengths, options);
    }

    /** All batches of one machine, in their order. */
    private static List<int[]> ordered(int[] lengths, BatchOptions options, long seed) {
        SortedMap<Integer, List<int[]>> batches = BatchPlan.batches(lengths, options, seed);
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        batches.forEach((length, ofLength) -> counts.put(length, ofLength.size()));
        return BatchPlan.order(counts, seed).stream()
                .map(place -> Objects.requireNonNull(batches.get(place.paddedLength()))
                        .get(place.index()))
                .toList();
    }

    private static void assertLaws(List<int[]> batches, int[] lengths, BatchOptions options) {
        assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, lengths.length).toArray());
        Map<Integer, Long> rows = new HashMap<>();
        Map<Integer, IntSummaryStatistics> sizes = new HashMap<>();
        for (int[] batch : batches) {
            int length = lengths[batch[0]];
            assertThat(Arrays.stream(batch).map(row -> lengths[row])).containsOnly(length);
            assertThat(batch.length).isBetween(1, options.rows());
            if (options.cells() > 0) {
                assertThat(batch.length * length).isLessThanOrEqualTo(options.cells());
            }
            rows.merge(length, (long) batch.length, Long::sum);
            sizes.computeIfAbsent(length, first -> new IntSummaryStatistics()).accept(batch.length);
        }
        assertThat(sizes.values())
                .allSatisfy(size -> assertThat(size.getMax() - size.getMin()).isLessThanOrEqualTo(1));
        sizes.forEach((length, size) -> assertThat(size.getCount())
                .as("batches of %d steps", length)
                .isEqualTo((size.getSum() + options.rowsOf(length) - 1) / options.rowsOf(length)));
        Map<Integer, Integer> counted = new HashMap<>();
        batches.forEach(batch -> counted.merge(lengths[batch[0]], 1, Integer::sum));
        assertThat(BatchPlan.batchCounts(rows, options)).isEqualTo(counted);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSeedAloneDecides(int seed) {
        int[] lengths = new int[200];
        Arrays.setAll(lengths, row -> row % 3 + 1);
        BatchOptions options = new BatchOptions(8, 0);
        int[][] plan = ordered(lengths, options, seed).toArray(int[][]::new);
        assertThat(ordered(lengths, options, seed).toArray(int[][]::new)).isDeepEqualTo(plan);
        int[][] other = ordered(lengths, options, seed + 1000L).toArray(int[][]::new);
        assertThat(Arrays.deepEquals(other, plan)).isFalse();
        assertThat(rowSets(other))
                .as("other rows together, not only another order")
                .isNotEqualTo(rowSets(plan));
        int[] orderOfLengths =
                Arrays.stream(plan).mapToInt(batch -> lengths[batch[0]]).toArray();
        assertThat(orderOfLengths)
                .as("batches of all lengths mixed")
                .isNotEqualTo(Arrays.stream(orderOfLengths).sorted().toArray());
    }

    private static Set<Set<Integer>> rowSets(int[][] batches) {
        return Arrays.stream(batches)
                .map(batch -> Arrays.stream(batch).boxed().collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rowsOfLikeLengthMeet(int seed) {
        Random random = new Random(seed);
        int[] bounds = randomLengths(random);
        int[] lengths =
                Arrays.stream(bounds).map(bound -> random.nextInt(bound + 1)).toArray();
        BatchOptions options = randomOptions(random);
        SortedMap<Integer, List<int[]>> batches = BatchPlan.grouped(bounds, lengths, options, seed);
        assertLaws(batches.values().stream().flatMap(List::stream).toList(), bounds, options);
        batches.values()
                .forEach(ofBound -> assertThat(ofBound.stream()
                                .flatMapToInt(Arrays::stream)
                                .map(row -> lengths[row])
                                .toArray())
                        .isSorted());
    }

    @Test
    void theSeedDecidesWhichRowsOfOneLengthMeet() {
        int[] bounds = new int[64];
        Arrays.fill(bounds, 8);
        int[] lengths = IntStream.range(0, 64).map(row -> row % 2 + 1).toArray();
        List<Set<Set<Integer>>> plans = IntStream.of(1, 1, 2)
                .mapToObj(seed -> BatchPlan.grouped(bounds, lengths, new BatchOptions(8, 0), seed)
                        .get(8))
                .map(batches -> rowSets(Objects.requireNonNull(batches).toArray(int[][]::new)))
                .toList();
        assertThat(plans.get(0)).isEqualTo(plans.get(1)).isNotEqualTo(plans.get(2));
    }

    @Test
    void noRowsMakeNoBatches() {
        assertThat(BatchPlan.batches(new int[0], new BatchOptions(4, 0), 1)).isEmpty();
        assertThat(BatchPlan.batchCounts(Map.of(64, 0L), new BatchOptions(4, 8)))
                .isEmpty();
    }

    @Test
    void aRowBeyondTheLimitOfCellsIsRefusedWithTheRemedy() {
        BatchOptions options = new BatchOptions(4, 63);
        assertThatThrownBy(() -> BatchPlan.batches(new int[] {1, 64}, options, 1))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Cannot batch rows of 64 steps: a single one exceeds the limit of 63 cells in a batch"
                        + " (raise batch.cells to at least 64, or truncate rows with padding.maximum-length)");
        assertThatThrownBy(() -> BatchPlan.batchCounts(Map.of(64, 1L), options)).isInstanceOf(MaskwiseException.class);
    }

    @Test
    void impossibleOptionsAreRefused() {
        assertThatThrownBy(() -> new BatchOptions(0, 0)).hasMessage("Invalid rows of a batch: 0 (must be >= 1)");
        assertThatThrownBy(() -> new BatchOptions(1, -1))
                .hasMessage("Invalid cells of a batch: -1 (must be >= 0, where 0 = no limit)");
    }
}
