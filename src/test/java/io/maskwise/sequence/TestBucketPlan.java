package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestBucketPlan {
    static IntStream seeds() {
        return IntStream.rangeClosed(1, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noOtherBoundsCostLess(int seed) {
        Random random = new Random(seed);
        LengthHistogram histogram = randomHistogram(random, 9, 14);
        int count = 1 + random.nextInt(5);
        assertThat(BucketPlan.cheapest(histogram, count))
                .as("%d buckets for %s", count, histogram)
                .isEqualTo(cheapestOfAll(histogram, count));
    }

    /** Tries every set of bounds of every size, ties going to the plan whose last bounds are smallest. */
    private static BucketPlan cheapestOfAll(LengthHistogram histogram, int count) {
        Comparator<BucketPlan> order = Comparator.<BucketPlan>comparingLong(plan -> plan.cells(histogram))
                .thenComparing(TestBucketPlan::fromTheLast, TestBucketPlan::compareInOrder);
        return subsets(candidates(histogram)).stream()
                .filter(bounds -> !bounds.isEmpty() && bounds.size() <= count)
                .filter(bounds -> bounds.get(bounds.size() - 1) >= histogram.longest())
                .map(BucketPlan::new)
                .min(order)
                .orElseThrow();
    }

    private static List<Integer> candidates(LengthHistogram histogram) {
        TreeSet<Integer> bounds = new TreeSet<>();
        histogram.counts().keySet().forEach(length -> bounds.add(Math.max(1, length)));
        return List.copyOf(bounds);
    }

    private static List<List<Integer>> subsets(List<Integer> elements) {
        List<List<Integer>> subsets = new ArrayList<>();
        for (int bits = 0; bits < 1 << elements.size(); bits++) {
            int chosen = bits;
            subsets.add(IntStream.range(0, elements.size())
                    .filter(i -> (chosen >> i & 1) == 1)
                    .mapToObj(elements::get)
                    .toList());
        }
        return subsets;
    }

    static List<Integer> fromTheLast(BucketPlan plan) {
        List<Integer> bounds = new ArrayList<>(plan.bounds());
        Collections.reverse(bounds);
        return bounds;
    }

    static int compareInOrder(List<Integer> first, List<Integer> second) {
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            int order = first.get(i).compareTo(second.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(first.size(), second.size());
    }

    private static LengthHistogram randomHistogram(Random random, int distinct, int longest) {
        LengthHistogram histogram = LengthHistogram.empty().plus(random.nextInt(longest), 1);
        for (int i = random.nextInt(distinct); i > 0; i--) {
            histogram = histogram.plus(random.nextInt(longest + 1), 1 + random.nextInt(6));
        }
        return histogram;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRowFitsAndOneMoreBucketNeverCostsMore(int seed) {
        LengthHistogram histogram = randomHistogram(new Random(seed), 400, 1000);
        long before = Long.MAX_VALUE;
        for (int count = 1; count <= 40; count++) {
            BucketPlan plan = BucketPlan.cheapest(histogram, count);
            assertThat(plan.bounds())
                    .hasSize(Math.min(count, candidates(histogram).size()));
            assertThat(plan.cells(histogram)).isBetween(histogram.tokens(), before);
            assertThat(plan.efficiency(histogram)).isBetween(0.0, 1.0);
            before = plan.cells(histogram);
        }
    }

    @Test
    void asManyBucketsAsDistinctLengthsWasteNothing() {
        LengthHistogram histogram = LengthHistogram.of(3, 5, 5, 9);
        BucketPlan plan = BucketPlan.cheapest(histogram, 16);
        assertThat(plan.bounds()).containsExactly(3, 5, 9);
        assertThat(plan.efficiency(histogram)).isEqualTo(1);
    }

    @Test
    void emptyRowsTakeTheSmallestBucketWhichIsNeverBelowOne() {
        assertThat(BucketPlan.cheapest(LengthHistogram.of(0, 0), 4).bounds()).containsExactly(1);
        assertThat(BucketPlan.cheapest(LengthHistogram.of(0, 1, 7), 4).bounds()).containsExactly(1, 7);
        assertThat(new BucketPlan(List.of(4, 8)).boundFor(0)).isEqualTo(4);
        assertThat(new BucketPlan(List.of(4)).efficiency(LengthHistogram.of(0))).isEqualTo(0);
    }

    @Test
    void noRowsMakeOneBucketThatWastesNothing() {
        BucketPlan plan = BucketPlan.cheapest(LengthHistogram.empty(), 4);
        assertThat(plan.bounds()).containsExactly(1);
        assertThat(plan.cells(LengthHistogram.empty())).isEqualTo(0);
        assertThat(plan.efficiency(LengthHistogram.empty())).isEqualTo(1);
    }

    @Test
    void equallyCheapPlansAreToldApartByTheSmallestLateBounds() {
        // [1, 3] and [2, 3] both cost 7 cells.
        assertThat(BucketPlan.cheapest(LengthHistogram.of(1, 2, 3), 2).bounds()).containsExactly(1, 3);
    }

    @Test
    void givenBoundsAreTakenAsTheyAre() {
        BucketOptions options = new BucketOptions(1, List.of(8, 16, 32));
        BucketPlan plan = BucketPlan.of(options, List.of(LengthHistogram.of(1, 8), LengthHistogram.of(9, 32)));
        assertThat(plan.bounds()).containsExactly(8, 16, 32);
        assertThat(IntStream.of(0, 1, 8, 9, 16, 17, 32).map(plan::boundFor)).containsExactly(8, 8, 8, 16, 16, 32, 32);
        assertThat(plan.cells(LengthHistogram.of(1, 8, 9, 32))).isEqualTo(8 + 8 + 16 + 32);
    }

    @Test
    void aRowBeyondTheLastBoundIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> BucketPlan.of(
                        new BucketOptions(1, List.of(8)), List.of(LengthHistogram.of(1), LengthHistogram.of(9))))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Cannot place a row of 9 steps: the last bucket bound is 8"
                        + " (raise buckets.bounds, or truncate rows with padding.maximum-length)");
    }

    @Test
    void impossibleOptionsAreRefused() {
        assertThatThrownBy(() -> new BucketOptions(0, List.of()))
                .hasMessage("Invalid number of buckets: 0 (must be >= 1)");
        assertThatThrownBy(() -> new BucketOptions(1, List.of(8, 8)))
                .hasMessage("Invalid bucket bounds: [8, 8] (must be ascending and >= 1)");
        assertThatThrownBy(() -> new BucketOptions(1, BucketRule.CHEAPEST, 0, BatchCostOptions.DEFAULT))
                .hasMessage("Invalid divisor of bucket bounds: 0 (must be >= 1)");
        assertThatThrownBy(() ->
                        new BucketOptions(1, BucketRule.CHEAPEST, List.of(8, 12, 16), 8, BatchCostOptions.DEFAULT))
                .hasMessage("Invalid bucket bounds: [8, 12, 16] (must be multiples of 8, and 12 is not)");
        assertThatThrownBy(() -> new BatchCostOptions(1, 0, -1))
                .hasMessage("Invalid price of a batch: -1 (must be >= 0, in cells)");
        assertThatThrownBy(() -> new BatchCostOptions(0, 0, 1)).hasMessage("Invalid rows of a batch: 0 (must be >= 1)");
        assertThatThrownBy(() -> new BucketPlan(List.of(0, 8)))
                .hasMessage("Invalid bucket bounds: [0, 8] (must be ascending and >= 1)");
        assertThatThrownBy(() -> new BucketPlan(List.of()))
                .hasMessage("Invalid bucket bounds: [] (must be at least one)");
        assertThatThrownBy(() -> BucketPlan.cheapest(LengthHistogram.empty(), 0))
                .hasMessage("Invalid number of buckets: 0 (must be >= 1)");
        assertThatThrownBy(() -> BucketPlan.cheapest(LengthHistogram.ofCounts(Map.of(4, Long.MAX_VALUE / 2)), 2))
                .hasMessageEndingWith("have more cells than can be counted");
    }
}
